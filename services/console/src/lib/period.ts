import { fromWallTime, wallDate } from './time';

/** Periods that figures can be asked for. */
export const PERIODS = ['days7', 'days30', 'days90', 'thisMonth', 'lastMonth'] as const;
export type Period = (typeof PERIODS)[number];
export const DEFAULT_PERIOD: Period = 'days30';

const DAY_MS = 86_400_000;
const DAYS: Partial<Record<Period, number>> = { days7: 7, days30: 30, days90: 90 };

/** The period of that name, else the default one. */
export const periodNamed = (name: string): Period => PERIODS.find((each) => each === name) ?? DEFAULT_PERIOD;

/**
 * When a period begins and ends, seen at a moment by somebody in a zone: days are 24 hours back from then, months are those
 * of the zone's calendar. Without an end it ends now.
 */
export function boundsOf(period: Period, now: number, timeZone: string): { since: string; until?: string } {
  const days = DAYS[period];
  if (days) return { since: new Date(now - days * DAY_MS).toISOString() };
  const month = wallDate(now, timeZone).slice(0, 7);
  if (period === 'thisMonth') return { since: monthStart(month, timeZone) };
  return { since: monthStart(monthAfter(month, -1), timeZone), until: monthStart(month, timeZone) };
}

/** The month `YYYY-MM` that lies so many months after another. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

const monthStart = (month: string, timeZone: string): string => fromWallTime(`${month}-01T00:00`, timeZone) as string;
