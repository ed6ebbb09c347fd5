import { AppError, type WriteContext } from '@fairlead/service-kit';
import { giveTo, type OwnershipDoc, poolUndecided } from '../domain/ownership';
import type { LeadOwnershipDoc } from '../repository/models';
import type { PlacedDecision } from './decision-turn';
import { keepRecords } from './keep-records';
import type { OwnershipDeps } from './ownership-deps';
import { placeLead } from './place-lead';
import { pushOwnershipSoon } from './push-ownership';
import { onRevision, RevisionMoved } from './take-lead';

const MAX_ATTEMPTS = 12;

/**
 * Writes a decision of the ledger into the ownership, and what follows from it; false when it is there already, or the
 * lead went another way meanwhile. May be run by any process, any number of times.
 */
export async function completeDecision(
  deps: OwnershipDeps,
  entry: PlacedDecision,
  context: WriteContext,
  known?: LeadOwnershipDoc,
): Promise<boolean> {
  const { decision } = entry;
  for (let attempt = 1, given = known; attempt <= MAX_ATTEMPTS; attempt += 1, given = undefined) {
    const ownership = given ?? (await deps.ownerships.find(decision.leadId));
    if (!ownership || !isOpenFor(ownership, decision.cycle)) return false;
    await keepRecords(deps, ownership, context);
    const change = await changeOf(deps, ownership, entry, context);
    try {
      const { doc } = await deps.ownerships.store.changeFrom(
        ownership,
        onRevision(ownership.revision, change),
        context,
      );
      await deps.inHand.add(doc, finish(deps, doc, context));
      return true;
    } catch (error) {
      if (!(error instanceof RevisionMoved)) throw error;
    }
  }
  throw new AppError('ABORTED', 'CONTENTION', 'The lead changes too fast; try again.');
}

/** Nobody decided otherwise: it is new, or still waits in the pool in the cycle before. */
function isOpenFor(ownership: OwnershipDoc, cycle: number): boolean {
  if (ownership.cycle !== cycle - 1) return false;
  return ownership.cycle === 0 || (ownership.ownerId === '' && ownership.poolId !== '' && ownership.closedAs === '');
}

async function changeOf(
  deps: OwnershipDeps,
  ownership: LeadOwnershipDoc,
  { _id: sequence, time, decision }: PlacedDecision,
  { actor }: WriteContext,
) {
  const { ownerId, ruleId, ruleSetVersion, reason, teamId } = decision;
  const place = { id: teamId, path: await deps.teams.pathOf(teamId) };
  const record = { time, kind: 'RULES' as const, ruleSetVersion, ruleId, ownerId, reason, actor, sequence };
  if (ownerId !== '') return giveTo(ownership, place, record);
  const wait = decision.waitUntil ? { waitUntil: decision.waitUntil } : {};
  return poolUndecided(ownership, place, { ...record, ...wait });
}

/** The owner's place, customer's copy; a lead that was over before it was decided about takes no place. */
async function finish(deps: OwnershipDeps, doc: LeadOwnershipDoc, context: WriteContext): Promise<boolean> {
  const steps = [pushOwnershipSoon(deps, doc)];
  if (doc.closedAs !== '') steps.push(deps.facts.held(doc, 'closed', context.now).then(() => true));
  else if (doc.ownerId !== '') {
    steps.push(placeLead(deps, doc, context).then(() => true));
  }
  const done = await Promise.allSettled(steps);
  for (const each of done) {
    if (each.status === 'rejected')
      deps.logger.warn({ err: each.reason, leadId: doc._id }, 'a decision is not done yet');
  }
  return done.every((each) => each.status === 'fulfilled' && each.value);
}
