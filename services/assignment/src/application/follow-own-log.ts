import type { Effect, Handlers, WriteContext } from '@fairlead/service-kit';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnership } from './push-ownership';
import { settleHolding } from './settle-holding';

const ACTOR = 'service:assignment';
const DEADLINE_MS = 10_000;

/**
 * Completes what a command does after its write, in case the process died in between: the decision's own record, the
 * copy at customer, the places of the former and the new owner. Mostly everything is there already: then it is ignored.
 */
export function followOwnLog(deps: OwnershipDeps): Handlers {
  const complete = async (leadId: string, revision: bigint, reps: string[]): Promise<Effect> => {
    const context: WriteContext = { now: new Date(), actor: ACTOR };
    const completed = await deps.inHand.completed(leadId, Number(revision));
    if (completed) {
      if (completed.decision) await deps.decisions.keep(completed.decision, context);
      return 'ignored';
    }
    const ownership = await deps.ownerships.find(leadId);
    if (!ownership) return 'ignored';
    const done = [
      ownership.decision ? await deps.decisions.keep(ownership.decision, context) : false,
      await pushOwnership(deps, ownership, DEADLINE_MS),
    ];
    for (const repId of new Set(reps.filter((id) => id !== ''))) {
      done.push(await settleHolding(deps, repId, leadId, context, { sparesInFlight: true }));
    }
    return done.includes(true) ? 'applied' : 'ignored';
  };
  return {
    'crm.assignment.lead.assigned.v1': ({ subject, aggregateRevision, data }) =>
      complete(subject, aggregateRevision, [data.previousOwnerId, data.ownerId]),
    'crm.assignment.lead.claimed.v1': ({ subject, aggregateRevision, data }) =>
      complete(subject, aggregateRevision, [data.previousOwnerId, data.ownerId]),
    'crm.assignment.lead.handed_over.v1': ({ subject, aggregateRevision, data }) =>
      complete(subject, aggregateRevision, [data.previousOwnerId, data.ownerId]),
    'crm.assignment.lead.pooled.v1': ({ subject, aggregateRevision, data }) =>
      complete(subject, aggregateRevision, [data.previousOwnerId]),
  };
}
