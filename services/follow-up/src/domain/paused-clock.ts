import type { ClockPause, Obligation } from './obligation';

export const MAX_PAUSES = 100;
const DAY_MS = 86_400_000;
/** Nothing is ever forgotten: a clock goes on by itself after so long. */
export const MAX_PAUSE_MS = 90 * DAY_MS;
/** Pauses before are folded into what has passed, long before they could fill five years without working time. */
const FOLD_AFTER_MS = 2 * 365 * DAY_MS;

type Pausable = Pick<Obligation, 'pauses' | 'resumed'>;

/** The pause that holds an instant; undefined while the clock is not paused. */
export const pauseAt = ({ pauses = [] }: Pick<Obligation, 'pauses'>, at: Date): ClockPause | undefined =>
  pauses.find(({ from, to }) => from <= at && at < to);

/**
 * The pauses with one more. A pause is known by its start: one that starts no later than the newest came already (null).
 * Of two that would overlap the newer one holds from its start on.
 */
export function withPause({ pauses = [] }: Pausable, pause: ClockPause): ClockPause[] | null {
  const last = pauses.at(-1);
  if (last && pause.from <= last.from) return null;
  const before = last && last.to > pause.from ? [...pauses.slice(0, -1), { ...last, to: pause.from }] : pauses;
  return [...before, pause];
}

/** The pauses when the clock goes on at an instant; null when it is not paused then. */
export function cutPause({ pauses = [] }: Pausable, at: Date): ClockPause[] | null {
  if (!pauseAt({ pauses }, at)) return null;
  return pauses.map((pause) => (pause.from <= at && at < pause.to ? { ...pause, to: at } : pause));
}

/** Whether old pauses are to be folded into what has passed before another one comes. */
export const isFullOfPauses = ({ pauses = [] }: Pausable, now: Date): boolean =>
  pauses.length >= MAX_PAUSES || (pauses[0] !== undefined && now.getTime() - pauses[0].from.getTime() > FOLD_AFTER_MS);

/** What is kept of the pauses when the time before an instant was counted: the newest, by which a repetition is known. */
export const pausesSince = ({ pauses = [] }: Pausable, at: Date): ClockPause[] =>
  pauses.filter(({ to }, index) => to > at || index === pauses.length - 1);
