import {
  type Change,
  failedPrecondition,
  type Interval,
  invalidArgument,
  type WriteContext,
} from '@fairlead/service-kit';
import type { ClockFacts } from '../domain/clock-conditions';
import { isRunning, reown } from '../domain/handed-obligation';
import type { LevelTimes } from '../domain/levels';
import {
  type ClockPause,
  type Ending,
  endObligation,
  idOf,
  moveLevels,
  type Obligation,
  openObligation,
} from '../domain/obligation';
import { onOtherTerms } from '../domain/other-terms';
import { cutPause, isFullOfPauses, MAX_PAUSE_MS, MAX_PAUSES, pausesSince, withPause } from '../domain/paused-clock';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';
import { onPresent } from './on-present';

export type ClockDeps = Pick<Deps, 'obligations' | 'terms' | 'facts'>;

/** What a clock is to be opened for. */
export interface ClockOpening {
  kind: string;
  subject: string;
  /** What makes it one of several of its kind and subject; the same again is the same clock. */
  key: string;
  cycle: number;
  ownerId: string;
  teamId: string;
  teamPath: string[];
  openTime: Date;
  facts: ClockFacts;
}

/** Who is to do it. */
export type ClockOwner = Pick<Obligation, 'ownerId' | 'teamId' | 'teamPath'>;

/**
 * Opens the clock `{kind}:{subject}:{key}` on the policy of its kind that fits and the team's calendar. Answers the clock
 * that is there when it was opened before, and null when no active policy fits.
 */
export async function openClock(
  deps: ClockDeps,
  { facts, ...opening }: ClockOpening,
  context: WriteContext,
): Promise<ObligationDoc | null> {
  const id = idOf(opening);
  const known = await deps.obligations.store.find(id);
  if (known) return known;
  const fresh = await newClock(deps, { facts, ...opening });
  if (!fresh) return null;
  return (await deps.obligations.store.create(id, fresh.state, fresh.events, context)).doc;
}

/** A clock that is not written yet; null when no active policy fits. */
export async function newClock(deps: ClockDeps, { facts, ...opening }: ClockOpening) {
  const policy = await deps.terms.choose(opening.kind, facts);
  if (!policy) return null;
  const calendar = await deps.terms.pinCalendar(await deps.terms.policy(policy), opening.teamId);
  const pinned = { ...policy, ...calendar };
  const rep = await deps.facts.rep(opening.ownerId);
  const times = await deps.terms.levelsOf({ ...opening, ...pinned }, rep?.leaves ?? []);
  return openObligation({ ...opening, ...pinned, times, leavesRevision: rep?.revision ?? 0 });
}

/**
 * The clock stands still from one time to another: at most 90 days, so that nothing is forgotten. A pause is known by its
 * start: the same again, or one that starts before the newest, changes nothing. Answers the clock as it is.
 */
export async function pauseClock(
  deps: ClockDeps,
  obligationId: string,
  pause: ClockPause,
  context: WriteContext,
): Promise<ObligationDoc> {
  checkPause(pause);
  return changeClock(deps, obligationId, context, (seen, leaves) => pausing(deps, seen, pause, leaves, context.now));
}

/** What a pause makes of a clock that runs; null when it came already or is over before the clock starts. */
export async function pausing(
  deps: ClockDeps,
  seen: ObligationDoc,
  pause: ClockPause,
  leaves: Interval[],
  now: Date,
): Promise<Change<Obligation> | null> {
  const from = latest(pause.from, seen.openTime);
  if (from >= pause.to) return null;
  const base = isFullOfPauses(seen, now) ? await folded(deps, seen, from, leaves) : seen;
  const pauses = withPause(base, { ...pause, from });
  if (!pauses) return null;
  if (pauses.length > MAX_PAUSES) throw failedPrecondition('TOO_MANY_PAUSES', 'The clock has too many pauses.');
  const times = await timesOf(deps, { ...base, pauses }, leaves);
  const patch = base.resumed ? { pauses, resumed: base.resumed } : { pauses };
  return moveLevels(seen, times, patch, { cause: 'paused', until: pause.to.toISOString() });
}

/** A paused clock goes on at an instant; one that is not paused then stays as it is. Answers the clock as it is. */
export const resumeClock = (
  deps: ClockDeps,
  obligationId: string,
  at: Date,
  context: WriteContext,
): Promise<ObligationDoc> =>
  changeClock(deps, obligationId, context, (seen, leaves) => resuming(deps, seen, at, leaves));

/** What the end of its pause makes of a clock that runs; null when it is not paused. */
export async function resuming(
  deps: ClockDeps,
  seen: ObligationDoc,
  at: Date,
  leaves: Interval[],
): Promise<Change<Obligation> | null> {
  const pauses = cutPause(seen, at);
  if (!pauses) return null;
  return moveLevels(seen, await timesOf(deps, { ...seen, pauses }, leaves), { pauses }, { cause: 'resumed' });
}

/** Another person does it from an instant on, with the time that is left, in the calendar of that one's team or of the policy. */
export const reownClock = (
  deps: ClockDeps,
  obligationId: string,
  owner: ClockOwner,
  at: Date,
  context: WriteContext,
): Promise<ObligationDoc> =>
  changeClock(deps, obligationId, context, async (seen, leaves) => {
    if (seen.ownerId === owner.ownerId && seen.teamId === owner.teamId) return null;
    const calendar = await deps.terms.calendarInTeam(seen, owner.teamId);
    const since = latest(at, seen.openTime, seen.resumed?.at);
    const resumed = { at: since, ...(await deps.terms.standOf(seen, since, leaves)) };
    const rep = await deps.facts.rep(owner.ownerId);
    const { calendarId, calendarVersion } = calendar;
    const times = await timesOf(deps, { ...seen, calendarId, calendarVersion, resumed }, rep?.leaves ?? []);
    return reown(seen, owner, calendar, { resumed, times, leavesRevision: rep?.revision ?? 0 });
  });

/**
 * What is known of the subject changed: the policy of the kind that fits now, from the start of the clock. What was
 * recorded stays so and never comes again. A clock that no active policy fits keeps its own. Answers the clock as it is.
 */
export async function rechooseClock(
  deps: ClockDeps,
  obligationId: string,
  facts: ClockFacts,
  _at: Date,
  context: WriteContext,
): Promise<ObligationDoc> {
  return changeClock(deps, obligationId, context, async (seen, leaves) => {
    const policy = await deps.terms.choose(seen.kind, facts);
    if (!policy || policy.policyId === seen.policyId) return null;
    const [before, after] = await Promise.all([deps.terms.policy(seen), deps.terms.policy(policy)]);
    const { calendarId, calendarVersion } = await deps.terms.calendarUnder(seen, before, after);
    const pins = { ...policy, calendarId, calendarVersion };
    const calendar = await deps.terms.calendar(pins);
    return onOtherTerms(seen, { pins, before, after, calendar }, leaves, 'policy');
  });
}

/** What it was about was done, or is no longer needed. False when it has ended already or was never opened. */
export async function endClock(
  { obligations }: Pick<Deps, 'obligations'>,
  obligationId: string,
  state: Exclude<Ending, 'OBLIGATION_STATE_RECYCLED'>,
  context: WriteContext,
): Promise<boolean> {
  if (!(await obligations.store.find(obligationId))) return false;
  let ended = false;
  await obligations.store.change(
    obligationId,
    (current) => {
      const change = endObligation(current, state, context.now);
      ended = change !== null;
      return change;
    },
    context,
  );
  return ended;
}

/** Changes a clock that runs, with the leave of its owner; any other stays as it is. */
async function changeClock(
  deps: ClockDeps,
  obligationId: string,
  context: WriteContext,
  compute: (seen: ObligationDoc, leaves: Interval[]) => Promise<Change<Obligation> | null>,
): Promise<ObligationDoc> {
  const known = await deps.obligations.get(obligationId, { kind: 'all' });
  const { doc } = await onPresent(deps, known, context, async (seen) =>
    isRunning(seen) ? compute(seen, (await deps.facts.rep(seen.ownerId))?.leaves ?? []) : null,
  );
  return doc;
}

/** A clock that a handover holds moves when it goes on. */
async function timesOf(deps: ClockDeps, clock: Obligation, leaves: Interval[]): Promise<LevelTimes> {
  return clock.held ? clock : deps.terms.levelsOf(clock, leaves);
}

/** The clock with everything before an instant counted: old pauses are no longer needed. */
async function folded(deps: ClockDeps, seen: ObligationDoc, at: Date, leaves: Interval[]): Promise<ObligationDoc> {
  if (seen.held) return { ...seen, pauses: pausesSince(seen, seen.held.since) };
  const since = latest(at, seen.openTime, seen.resumed?.at);
  const resumed = { at: since, ...(await deps.terms.standOf(seen, since, leaves)) };
  return { ...seen, resumed, pauses: pausesSince(seen, since) };
}

function checkPause({ from, to }: ClockPause): void {
  if (!(from < to)) throw invalidArgument([{ field: 'until', description: 'must be after the start' }]);
  if (to.getTime() - from.getTime() > MAX_PAUSE_MS) {
    throw failedPrecondition('PAUSE_TOO_LONG', 'A clock is paused for at most 90 days at a time.');
  }
}

const latest = (...times: (Date | undefined)[]): Date =>
  new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));
