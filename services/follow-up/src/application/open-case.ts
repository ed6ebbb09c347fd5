import { type CommandCall, createdId, findReplay, type OwnershipCopy, visibleCustomer } from '@fairlead/service-kit';
import { type Case, type NewCase, openCase } from '../domain/case';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';

export type GivenCase = Omit<NewCase, 'ownerId' | 'customerTeamId' | 'customerTeamPath' | 'ownershipRevision'>;

/** Opens a case once per request id, for a customer in the caller's scope. */
export async function openCaseBy<R>(deps: CaseDeps, given: GivenCase, call: CommandCall<Case, R>): Promise<R> {
  const { caller, command, context, reply } = call;
  const id = createdId(command);
  const before = await deps.cases.store.find(id);
  // A repetition is answered even if the customer has left the caller's scope since.
  if (before?.creation && findReplay([before.creation], command)) {
    await applyCase(deps, id, context);
    return (await deps.cases.store.create(id, before, [], context, command, reply)).reply;
  }
  const { ownership, language } = await visibleCustomer(deps, given.customerId, caller);
  const known = language ? { language } : {};
  const { state, events } = openCase(id, { ...given, ...known, ...placeOf(ownership) }, context.now);
  const outcome = await deps.cases.store.create(id, state, events, context, command, reply);
  await applyCase(deps, id, context);
  return outcome.reply;
}

type KnownOwnership = Pick<OwnershipCopy, 'ownerId' | 'teamId' | 'teamPath'> & { revision: number | bigint };

/** The customer's owner and team, as a case notes them. */
export const placeOf = (ownership: KnownOwnership | undefined | null) => ({
  ownerId: ownership?.ownerId ?? '',
  customerTeamId: ownership?.teamId ?? '',
  customerTeamPath: ownership?.teamPath ?? [],
  ownershipRevision: Number(ownership?.revision ?? 0),
});
