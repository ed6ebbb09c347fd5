import type { Effect, Handlers, WriteContext } from '@fairlead/service-kit';
import { followPool } from './follow-pools';
import { keepRecords } from './keep-records';
import type { OwnershipDeps } from './ownership-deps';
import { planRecycling } from './plan-recycling';
import { pushOwnership } from './push-ownership';
import { settleHolding } from './settle-holding';

const ACTOR = 'service:assignment';
const DEADLINE_MS = 10_000;

/**
 * Completes what a command does after its write, in case the process died in between: the decision's own record, the
 * copy at customer, the places of the former and the new owner. Mostly everything is there already: then it is ignored.
 * Plans when the lead goes back to its pool.
 */
export function followOwnLog(deps: OwnershipDeps): Handlers {
  const planned = async (leadId: string, done: Promise<Effect>): Promise<Effect> => {
    const effect = await done;
    return (await planRecycling(deps, leadId, { now: new Date(), actor: ACTOR })) ? 'applied' : effect;
  };
  const complete = async (leadId: string, revision: bigint, reps: string[]): Promise<Effect> => {
    const context: WriteContext = { now: new Date(), actor: ACTOR };
    const completed = await deps.inHand.completed(leadId, Number(revision));
    if (completed) {
      await keepRecords(deps, completed, context);
      return 'ignored';
    }
    const ownership = await deps.ownerships.find(leadId);
    if (!ownership) return 'ignored';
    const done = [await keepRecords(deps, ownership, context), await pushOwnership(deps, ownership, DEADLINE_MS)];
    for (const repId of new Set(reps.filter((id) => id !== ''))) {
      done.push(await settleHolding(deps, repId, leadId, context, { sparesInFlight: true }));
    }
    return done.includes(true) ? 'applied' : 'ignored';
  };
  return {
    'crm.assignment.lead.assigned.v1': ({ subject, aggregateRevision, data }) =>
      planned(subject, complete(subject, aggregateRevision, [data.previousOwnerId, data.ownerId])),
    'crm.assignment.lead.claimed.v1': ({ subject, aggregateRevision, data }) =>
      planned(subject, complete(subject, aggregateRevision, [data.previousOwnerId, data.ownerId])),
    'crm.assignment.lead.pooled.v1': ({ subject, aggregateRevision, data }) =>
      planned(subject, complete(subject, aggregateRevision, [data.previousOwnerId])),
    'crm.assignment.pool.updated.v1': ({ data }) => followPool(deps, data),
  };
}
