import { setImmediate as breathe } from 'node:timers/promises';
import type { Change, WriteContext } from '@fairlead/service-kit';
import { type ClockMove, isLastScan, type MoveTarget, moveId } from '../domain/clock-move';
import { isRunning } from '../domain/handed-obligation';
import type { Obligation } from '../domain/obligation';
import { movesLevels, onOtherTerms } from '../domain/other-terms';
import type { ClockMoveDoc, ObligationDoc } from '../repository/models';
import { type Deps, SELF } from './deps';
import { onPresent } from './on-present';

type MoveDeps = Pick<Deps, 'obligations' | 'moves' | 'policies' | 'calendars' | 'terms' | 'facts' | 'logger'>;

const PAGE = 100;
const AT_ONCE = 8;

/** Notes once that running clocks are to move to a version. */
export async function ensureMove(
  { moves, obligations }: Pick<Deps, 'moves' | 'obligations'>,
  terms: { target: MoveTarget; targetId: string; version: number },
  publishTime: Date,
  actor: string,
): Promise<void> {
  const id = moveId(terms);
  if (await moves.store.find(id)) return;
  const totalCount = await obligations.countRunningBelow(terms);
  const move: ClockMove = { ...terms, state: 'RUNNING', publishTime, totalCount, movedCount: 0 };
  await moves.store.create(id, move, [], { now: publishTime, actor });
}

/** Publications whose move was not noted yet: the process died right after the head was written. */
export async function ensureMoves(deps: MoveDeps): Promise<void> {
  for (const target of ['policy', 'calendar'] as const) {
    const repository = target === 'policy' ? deps.policies : deps.calendars;
    for (const { _id, moveTo = 0, updateTime } of await repository.moving()) {
      await ensureMove(deps, { target, targetId: _id, version: moveTo }, updateTime, SELF);
    }
  }
}

/**
 * Looks once through the clocks that run by an older version and moves each by one conditional write. Answers how many it
 * found. May be broken off and begun again at any time, by several at once too.
 */
export async function moveOnce(deps: MoveDeps, move: ClockMoveDoc, signal?: AbortSignal): Promise<number> {
  let found = 0;
  for (let after = ''; ; ) {
    const page = await deps.obligations.runningBelow(move, after, PAGE);
    found += page.length;
    for (let start = 0; start < page.length && !signal?.aborted; start += AT_ONCE) {
      await Promise.all(page.slice(start, start + AT_ONCE).map((doc) => tryMove(deps, move, doc)));
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE || signal?.aborted) return found;
    after = last._id;
    // Calls are served in between.
    await breathe();
  }
}

/** One scan of a move, and its end when it was the last one. Answers whether it is done. */
export async function carryOutMove(
  deps: MoveDeps,
  move: ClockMoveDoc,
  settleMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const began = new Date();
  const found = await moveOnce(deps, move, signal);
  if (signal?.aborted || !isLastScan(found, began, move, settleMs)) return false;
  const movedCount = await deps.obligations.countMovedBy(move._id);
  const context = { now: new Date(), actor: SELF };
  await deps.moves.store.change(
    move._id,
    ({ state }) =>
      state === 'RUNNING' ? { set: { state: 'DONE', endTime: context.now, movedCount }, events: [] } : null,
    context,
  );
  return true;
}

/** A clock that cannot be moved now is found again by the next scan. */
async function tryMove(deps: MoveDeps, move: ClockMoveDoc, doc: ObligationDoc): Promise<void> {
  const context: WriteContext = { now: new Date(), actor: SELF };
  try {
    await onPresent(deps, doc, context, (seen) => moved(deps, move, seen));
  } catch (error) {
    deps.logger.warn({ err: error, obligationId: doc._id }, 'a clock could not be moved; it is tried again');
  }
}

async function moved(deps: MoveDeps, move: ClockMove, seen: ObligationDoc): Promise<Change<Obligation> | null> {
  const { target, targetId, version } = move;
  const [id, present] =
    target === 'policy' ? [seen.policyId, seen.policyVersion] : [seen.calendarId, seen.calendarVersion];
  if (!isRunning(seen) || id !== targetId || present >= version) return null;
  const before = await deps.terms.policy(seen);
  const after = target === 'policy' ? await deps.terms.policy({ policyId: id, policyVersion: version }) : before;
  const { calendarId, calendarVersion } =
    target === 'policy'
      ? await deps.terms.calendarUnder(seen, before, after)
      : { calendarId: id, calendarVersion: version };
  const pins = { ...(target === 'policy' ? { policyVersion: version } : {}), calendarId, calendarVersion };
  const calendar = await deps.terms.calendar(pins);
  const leaves = (await deps.facts.rep(seen.ownerId))?.leaves ?? [];
  const change = onOtherTerms(seen, { pins, before, after, calendar }, leaves, 'published');
  return movesLevels(seen, change) ? { ...change, set: { ...change.set, movedBy: moveId(move) } } : change;
}
