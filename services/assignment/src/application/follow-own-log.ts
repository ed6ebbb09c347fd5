import type { Effect, Handlers, TypedEvent, WriteContext } from '@fairlead/service-kit';
import { type HeldCause, heldEntry } from '../domain/ledger-entry';
import { followPool } from './follow-pools';
import { keepRecords } from './keep-records';
import type { OwnershipDeps } from './ownership-deps';
import { planRecycling } from './plan-recycling';
import { pushOwnership } from './push-ownership';
import { settleHolding } from './settle-holding';

const ACTOR = 'service:assignment';
const DEADLINE_MS = 10_000;

type LeadEvent =
  | TypedEvent<'crm.assignment.lead.assigned.v1'>
  | TypedEvent<'crm.assignment.lead.claimed.v1'>
  | TypedEvent<'crm.assignment.lead.handed_over.v1'>
  | TypedEvent<'crm.assignment.lead.pooled.v1'>;

/**
 * Completes what a command does after its write, in case the process died in between: the decision's own record, the
 * copy at customer, the places of the former and the new owner. Mostly everything is there already: then it is ignored.
 * What came about without rules, and every change of facts, goes into the ledger here. Plans when the lead goes back to
 * its pool.
 */
export function followOwnLog(deps: OwnershipDeps): Handlers {
  const planned = async (leadId: string, done: Promise<Effect>): Promise<Effect> => {
    const effect = await done;
    return (await planRecycling(deps, leadId, { now: new Date(), actor: ACTOR })) ? 'applied' : effect;
  };
  const complete = async (
    { subject: leadId, aggregateRevision, time, data }: LeadEvent,
    reps: string[],
    cause?: HeldCause,
  ): Promise<Effect> => {
    const context: WriteContext = { now: new Date(), actor: ACTOR };
    const revision = Number(aggregateRevision);
    const completed = await deps.inHand.completed(leadId, revision);
    const ownership = completed ?? (await deps.ownerships.find(leadId));
    if (!ownership) return 'ignored';
    if (cause) {
      const repId = ownership.closedAs === '' ? data.ownerId : '';
      await deps.allocator.record(heldEntry({ leadId, repId, revision, cause }, time ?? context.now));
    }
    if (completed) {
      await keepRecords(deps, completed, context);
      return 'ignored';
    }
    const done = [await keepRecords(deps, ownership, context), await pushOwnership(deps, ownership, DEADLINE_MS)];
    for (const repId of new Set(reps.filter((id) => id !== ''))) {
      done.push(await settleHolding(deps, repId, leadId, context, { sparesInFlight: true }));
    }
    return done.includes(true) ? 'applied' : 'ignored';
  };
  return {
    'crm.assignment.lead.assigned.v1': (event) => {
      const { previousOwnerId, ownerId, kind } = event.data;
      const cause = kind === 'rules' ? undefined : 'assigned';
      return planned(event.subject, complete(event, [previousOwnerId, ownerId], cause));
    },
    'crm.assignment.lead.claimed.v1': (event) => {
      const { previousOwnerId, ownerId } = event.data;
      return planned(event.subject, complete(event, [previousOwnerId, ownerId], 'claimed'));
    },
    'crm.assignment.lead.handed_over.v1': (event) => {
      const { previousOwnerId, ownerId } = event.data;
      return planned(event.subject, complete(event, [previousOwnerId, ownerId], 'handed_over'));
    },
    'crm.assignment.lead.pooled.v1': (event) => {
      const { previousOwnerId, reason } = event.data;
      return planned(event.subject, complete(event, [previousOwnerId], pooledBecause(reason)));
    },
    'crm.assignment.pool.updated.v1': ({ data }) => followPool(deps, data),
    'crm.assignment.rep.updated.v1': ({ data }) => noted(deps.facts.rep(data.repId)),
    'crm.assignment.rep.leaves_changed.v1': ({ data }) => noted(deps.facts.rep(data.repId)),
    'crm.assignment.team.updated.v1': ({ data }) => noted(deps.facts.team(data.teamId)),
    'crm.assignment.rule_set.published.v1': () => noted(deps.facts.published()),
  };
}

/** The command has mostly recorded it already. */
async function noted(recorded: Promise<void>): Promise<Effect> {
  await recorded;
  return 'ignored';
}

/** Undefined for a lead that rules sent there: the ledger has their decision. */
function pooledBecause(reason: string): HeldCause | undefined {
  if (reason === 'no_eligible_rep') return undefined;
  return reason === 'first_contact_missed' ? 'first_contact_missed' : 'pooled';
}
