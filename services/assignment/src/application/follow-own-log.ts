import type { Effect, Handlers, TypedEvent, WriteContext } from '@fairlead/service-kit';
import { type HeldCause, heldEntry } from '../domain/ledger-entry';
import type { OwnershipDeps } from './ownership-deps';
import { pushOwnership } from './push-ownership';
import { settleHolding } from './settle-holding';

const ACTOR = 'service:assignment';
const DEADLINE_MS = 10_000;

type LeadEvent =
  | TypedEvent<'crm.assignment.lead.assigned.v1'>
  | TypedEvent<'crm.assignment.lead.claimed.v1'>
  | TypedEvent<'crm.assignment.lead.pooled.v1'>;

/**
 * Completes what a command does after its write, in case the process died in between: the decision's own record, the
 * copy at customer, the places of the former and the new owner. Mostly everything is there already: then it is ignored.
 * What came about without rules, and every change of facts, goes into the ledger here.
 */
export function followOwnLog(deps: OwnershipDeps): Handlers {
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
      if (completed.decision) await deps.decisions.keep(completed.decision, context);
      return 'ignored';
    }
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
    'crm.assignment.lead.assigned.v1': (event) =>
      complete(
        event,
        [event.data.previousOwnerId, event.data.ownerId],
        event.data.kind === 'rules' ? undefined : 'assigned',
      ),
    'crm.assignment.lead.claimed.v1': (event) =>
      complete(event, [event.data.previousOwnerId, event.data.ownerId], 'claimed'),
    'crm.assignment.lead.pooled.v1': (event) =>
      complete(event, [event.data.previousOwnerId], pooledBecause(event.data.reason)),
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
