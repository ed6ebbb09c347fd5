import type { Calendar, ClockPolicy } from '../api/clocks';

const DAY_MS = 86_400_000;
/** Holidays are to be known so long ahead. */
const AHEAD_DAYS = 60;

const end = ({ holidaysUntil }: Calendar) =>
  holidaysUntil ? Date.parse(`${holidaysUntil}T23:59:59Z`) : Number.POSITIVE_INFINITY;

/** Whether the holidays of a calendar are known for less than the next two months. */
export const endsSoon = (calendar: Calendar, now: number): boolean => end(calendar) - now < AHEAD_DAYS * DAY_MS;

/**
 * Calendars in which a clock of a policy that starts now would reach past the known holidays, at least by its working time: the
 * one that it names, else any, as each may be a team's.
 */
export function reachesPast(policy: ClockPolicy, calendars: Calendar[], now: number): Calendar[] {
  const times = [policy.duration, ...policy.escalations.map(({ after }) => after)].map(
    (text) => Number.parseFloat(text) * 1000,
  );
  const counted = policy.calendarId ? calendars.filter(({ id }) => id === policy.calendarId) : calendars;
  return counted.filter((calendar) => now + Math.max(0, ...times) / openShare(calendar) > end(calendar));
}

/** Which part of a week is worked. */
function openShare({ weekdays }: Calendar): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const open = weekdays
    .flatMap(({ slots }) => slots)
    .reduce((sum, { from, to }) => sum + minutes(to) - minutes(from), 0);
  return Math.min(1, Math.max(open / (7 * 1440), 0.001));
}
