import { followup as proto } from '@fairlead/proto';
import type { WriteContext } from '@fairlead/service-kit';
import { type Case, teamOf } from '../domain/case';
import { clockSummary, type WantedClock, wantedClocks } from '../domain/case-clocks';
import { FIRST_RESPONSE_KIND, RESOLUTION_KIND } from '../domain/clock-kinds';
import { obligationId } from '../domain/obligation';
import { pauseAt } from '../domain/paused-clock';
import type { CaseDoc } from '../repository/case-models';
import type { ObligationDoc } from '../repository/models';
import { backdateClock } from './backdate-clock';
import type { CaseDeps } from './case-deps';
import type { Settle, Settlers } from './deps';
import {
  type ClockOwner,
  endClock,
  openClock,
  pauseClock,
  rechooseClock,
  reownClock,
  resumeClock,
} from './subject-clocks';

const { ObligationState } = proto;
type ClockDeps = Pick<CaseDeps, 'cases' | 'obligations' | 'terms' | 'facts'>;

const idOf = (caseId: string, { kind, cycle }: Pick<WantedClock, 'kind' | 'cycle'>) =>
  obligationId(kind, caseId, String(cycle));
export const clockIds = (caseId: string, found: Case) => wantedClocks(found).map((wanted) => idOf(caseId, wanted));

/**
 * Brings the clocks of a case into line with it as it is now: opens what is missing, ends what was done, moves what has
 * another agent, priority or start, lets stand still and go on. It may run at any time, twice, and after any crash: what is
 * in line already stays. Answers the case.
 */
export async function alignClocks(deps: ClockDeps, caseId: string, context: WriteContext): Promise<CaseDoc | null> {
  const found = await deps.cases.store.find(caseId);
  if (!found) return null;
  const wanted = wantedClocks(found);
  const known = new Map(
    (await deps.obligations.store.findMany(wanted.map((each) => idOf(caseId, each)))).map((doc) => [doc._id, doc]),
  );
  for (const each of wanted) {
    const doc = known.get(idOf(caseId, each)) ?? (await open(deps, found, each, context));
    if (!doc || doc.state !== ObligationState.OBLIGATION_STATE_OPEN) continue;
    if (each.state === 'running') await keepInLine(deps, found, each, doc, context);
    else await endClock(deps, doc._id, ENDINGS[each.state], context);
  }
  if (found.clockPriority !== found.priority) await noteClockPriority(deps, found, context);
  return summarizeClocks(deps, caseId, context);
}

const ENDINGS = {
  fulfilled: ObligationState.OBLIGATION_STATE_FULFILLED,
  cancelled: ObligationState.OBLIGATION_STATE_CANCELLED,
} as const;

/** Before a level is recorded: a case that was answered a moment ago does not escalate. */
export const settlersOfCases = ({ cases }: Pick<CaseDeps, 'cases'>): Settlers => {
  const settle: Settle = async (deps, { subject }, context) => {
    await alignClocks({ ...deps, cases }, subject, context);
  };
  return { [FIRST_RESPONSE_KIND]: settle, [RESOLUTION_KIND]: settle };
};

/** Notes on the case how far its clocks have come, for lists and the board. */
export async function summarizeClocks(
  { cases, obligations }: Pick<CaseDeps, 'cases' | 'obligations'>,
  caseId: string,
  context: WriteContext,
): Promise<CaseDoc | null> {
  const found = await cases.store.find(caseId);
  if (!found) return null;
  const { level, dueTime } = clockSummary(await obligations.store.findMany(clockIds(caseId, found)));
  if (found.level === level && found.dueTime.getTime() === dueTime.getTime()) return found;
  const { doc } = await cases.store.changeFrom(found, () => ({ set: { level, dueTime }, events: [] }), context);
  return doc;
}

const factsOf = ({ kind, priority }: Case) => ({ caseKind: kind, priority });

async function open(
  deps: ClockDeps,
  found: CaseDoc,
  { kind, cycle, openTime, state }: WantedClock,
  context: WriteContext,
): Promise<ObligationDoc | null> {
  if (state === 'cancelled') return null;
  const owner = await ownerOf(deps, found);
  const opening = { kind, subject: found._id, key: String(cycle), cycle, openTime, facts: factsOf(found), ...owner };
  return openClock(deps, opening, context);
}

async function keepInLine(
  deps: ClockDeps,
  found: CaseDoc,
  wanted: WantedClock,
  doc: ObligationDoc,
  context: WriteContext,
): Promise<void> {
  const owner = await ownerOf(deps, found);
  if (doc.ownerId !== owner.ownerId || doc.teamId !== owner.teamId)
    await reownClock(deps, doc._id, owner, context.now, context);
  if (found.clockPriority !== found.priority) await rechooseClock(deps, doc._id, factsOf(found), context.now, context);
  if (wanted.openTime < doc.openTime) await backdateClock(deps, doc._id, wanted.openTime, context);
  const { waiting, continueTime } = found;
  if (waiting) {
    await pauseClock(deps, doc._id, { from: waiting.from, to: waiting.until, reason: waiting.reason }, context);
  } else if (continueTime && pauseAt(doc, continueTime)) {
    await resumeClock(deps, doc._id, continueTime, context);
  }
}

/** The agent; while nobody has it, who looks after the queue in which it waits, else after the owner of the customer. */
async function ownerOf({ facts }: Pick<CaseDeps, 'facts'>, found: Case): Promise<ClockOwner> {
  const { assigneeId, assigneeTeamPath, ownerId, customerTeamPath } = found;
  const place = teamOf(found);
  if (assigneeId !== '') return { ownerId: assigneeId, ...place };
  const ofQueue = await facts.workingManager(assigneeTeamPath, '');
  return { ownerId: ofQueue || (await facts.supervisor(ownerId, customerTeamPath)) || ownerId, ...place };
}

async function noteClockPriority(deps: ClockDeps, found: CaseDoc, context: WriteContext): Promise<void> {
  const { priority } = found;
  await deps.cases.store.change(
    found._id,
    // Another change of the priority came in between: it is followed with its own event.
    (current) => (current.priority === priority ? { set: { clockPriority: priority }, events: [] } : null),
    context,
  );
}
