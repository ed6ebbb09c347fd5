import type { customer as proto } from '@fairlead/proto';
import type { WriteContext } from '@fairlead/service-kit';
import { handOverRegistration, takeBackRegistration } from '../domain/registration-handover';
import { changeRegistration } from './change-registration';
import type { RegistrationDeps } from './registration-deps';

const PAGE = 50;

/** One page of a rep's registrations changes hands; each by one conditional write, so that a repetition finds it done. */
export async function handOverRegistrations(
  request: proto.HandOverRegistrationsRequest,
  context: WriteContext,
  deps: Pick<RegistrationDeps, 'registrations' | 'registrationKeys'>,
): Promise<proto.HandOverRegistrationsResponse> {
  const { handoverId, fromRepId, toRepId, toTeamPath, back, afterRegistrationId } = request;
  const to = { ownerId: toRepId, teamId: toTeamPath.at(-1) ?? '', teamPath: toTeamPath };
  const page = await deps.registrations.protectingOf(fromRepId, back ? handoverId : '', afterRegistrationId, PAGE);
  let moved = 0;
  for (const { _id } of page) {
    let written = false;
    await changeRegistration(
      _id,
      (doc) => {
        const change = back
          ? takeBackRegistration(_id, doc, handoverId, fromRepId)
          : handOverRegistration(_id, doc, handoverId, fromRepId, to, context.now);
        written = change !== null;
        return change;
      },
      { context },
      deps,
    );
    if (written) moved += 1;
  }
  return { moved, nextAfterRegistrationId: page.length === PAGE ? (page.at(-1)?._id ?? '') : '' };
}
