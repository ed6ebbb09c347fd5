import type { Obligation } from '../api/types';

const DAY_MS = 86_400_000;
const MAX_DAYS = 90;

/** Whether people may let this clock stand still: others do so with their case. */
export const isPausable = ({ kind, state }: Pick<Obligation, 'kind' | 'state'>): boolean =>
  state === 'OBLIGATION_STATE_OPEN' && !/^(first_response|resolution)$/.test(kind);

/** Key of what is wrong with the end of a pause; undefined: nothing. */
export function pauseFault(until: string | undefined, now: number): string | undefined {
  if (!until) return 'clock.needUntil';
  const ahead = Date.parse(until) - now;
  if (ahead <= 0) return 'clock.untilPast';
  return ahead > MAX_DAYS * DAY_MS ? 'clock.untilFar' : undefined;
}
