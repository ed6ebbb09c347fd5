import {
  type AccessScope,
  type Change,
  type Command,
  notFound,
  type Reply,
  staleEtag,
  type WriteContext,
} from '@fairlead/service-kit';
import { isOver, type Registration } from '../domain/registration';
import { seesRegistration } from '../domain/registration-sight';
import { heldKeys } from '../repository/prospect-keys';
import type { RegistrationDoc } from '../repository/registration-models';
import type { RegistrationDeps } from './registration-deps';

/** A command on a registration, by whom and how it is answered. */
export interface RegistrationCall<R> {
  scope: AccessScope;
  context: WriteContext;
  command: Command;
  reply: Reply<Registration, R>;
}

/** Keys that a registration holds now. */
export const keysOf = (doc: RegistrationDoc) => (doc.tombstone || isOver(doc) ? [] : heldKeys(doc));

/** One conditional write; keys that are no longer held are given up after it. */
export async function changeRegistration<R>(
  id: string,
  decide: (doc: RegistrationDoc) => Change<Registration> | null,
  call: Pick<RegistrationCall<R>, 'context'> & Partial<RegistrationCall<R>>,
  { registrations, registrationKeys }: Pick<RegistrationDeps, 'registrations' | 'registrationKeys'>,
): Promise<{ doc: RegistrationDoc; reply: R }> {
  let before: RegistrationDoc | undefined;
  const outcome = await registrations.store.change(
    id,
    (doc) => {
      if (doc.tombstone) throw notFound('registration', id);
      before = doc;
      return decide(doc);
    },
    call.context,
    call.command,
    call.reply,
  );
  const kept = keysOf(outcome.doc);
  const gone = heldKeys(before ?? outcome.doc).filter((key) => !kept.includes(key));
  await registrationKeys.release(gone, id);
  return outcome;
}

/** The same for what the caller may see, and on the version that the caller has read. */
export const changeVisible = async <R>(
  id: string,
  etag: string,
  decide: (doc: RegistrationDoc) => Change<Registration>,
  call: RegistrationCall<R>,
  deps: Pick<RegistrationDeps, 'registrations' | 'registrationKeys'>,
): Promise<R> => {
  await deps.registrations.get(id, call.scope);
  const { reply } = await changeRegistration(
    id,
    (doc) => {
      if (!seesRegistration(doc, call.scope)) throw notFound('registration', id);
      if (etag !== '' && etag !== String(doc.revision)) throw staleEtag();
      return decide(doc);
    },
    call,
    deps,
  );
  return reply;
};
