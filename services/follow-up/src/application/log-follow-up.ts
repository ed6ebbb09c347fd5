import {
  type CommandCall,
  createdId,
  findReplay,
  refuseUnlessResponsible,
  requireOwned,
  visibleCustomer,
} from '@fairlead/service-kit';
import { type FollowUp, followUpLogged, isContact, nextStepTaskId } from '../domain/follow-up';
import type { Deps } from './deps';
import { applyFollowUp } from './follow-up-effects';

export type NewFollowUp = Pick<
  FollowUp,
  'customerId' | 'occurTime' | 'method' | 'outcome' | 'content' | 'nextStep' | 'nextStepDue'
>;

/** Records a follow-up once per request id. */
export async function logFollowUp<R>(deps: Deps, input: NewFollowUp, call: CommandCall<FollowUp, R>): Promise<R> {
  const { caller, command, context, reply } = call;
  const id = createdId(command);
  const before = await deps.followUps.store.find(id);
  // A repetition is answered even if the customer has left the caller's scope since.
  if (before?.creation && findReplay([before.creation], command)) {
    await applyFollowUp(deps, before, context);
    return (await deps.followUps.store.create(id, before, [], context, command, reply)).reply;
  }
  const ownership = requireOwned(await visibleCustomer(deps, input.customerId, caller));
  refuseUnlessResponsible(caller, ownership);
  const { ownerId, teamId, teamPath, cycle, revision } = ownership;
  const followUp: FollowUp = {
    ...input,
    cycle,
    ownerId,
    teamId,
    teamPath,
    ownershipRevision: revision,
    contact: isContact(input.outcome),
    taskId: input.nextStep === '' ? '' : nextStepTaskId(id),
    author: caller.principal.sub,
  };
  const events = [followUpLogged(id, followUp)];
  const outcome = await deps.followUps.store.create(id, followUp, events, context, command, reply);
  await applyFollowUp(deps, outcome.doc, context);
  return outcome.reply;
}
