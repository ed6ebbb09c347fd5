import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { localeOf } from './locale';

dayjs.extend(utc);
dayjs.extend(timezone);

const WALL = 'YYYY-MM-DDTHH:mm';

/** Days, hours, minutes and seconds of a span, largest first; seconds only below an hour. */
export function spanParts(ms: number): { unit: 'd' | 'h' | 'm' | 's'; count: number }[] {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0)
    return [
      { unit: 'd', count: days },
      { unit: 'h', count: hours },
    ];
  if (hours > 0)
    return [
      { unit: 'h', count: hours },
      { unit: 'm', count: minutes },
    ];
  if (minutes > 0)
    return [
      { unit: 'm', count: minutes },
      { unit: 's', count: seconds % 60 },
    ];
  return [{ unit: 's', count: seconds }];
}

/** `2 d 3 h`, `5 m 09 s`; two digits behind the first part, so that a running clock does not jump. */
export function formatSpan(ms: number, unitName: (unit: 'd' | 'h' | 'm' | 's') => string): string {
  return spanParts(ms)
    .map(({ unit, count }, index) => `${index === 0 ? count : String(count).padStart(2, '0')} ${unitName(unit)}`)
    .join(' ');
}

/** How urgent a due time is: passed, in the last fifth of its time (or the last hour), or calm. */
export function urgencyOf(dueTime: string, openTime: string | undefined, now: number): 'overdue' | 'soon' | 'calm' {
  const due = Date.parse(dueTime);
  if (due <= now) return 'overdue';
  const whole = openTime ? due - Date.parse(openTime) : 5 * 3_600_000;
  return due - now <= whole / 5 ? 'soon' : 'calm';
}

/** Date and time of an instant in a zone, in the reader's language. */
export function formatInstant(iso: string, language: string, timeZone: string): string {
  const format = { timeZone, dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(localeOf(language), format).format(new Date(iso));
}

/** The same without its day. */
export function formatTimeOfDay(iso: string, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeZone, timeStyle: 'short' }).format(new Date(iso));
}

/** A month `YYYY-MM` in the reader's language; `long` with its year. */
export function formatMonth(month: string, language: string, width: 'short' | 'long'): string {
  const year = width === 'long' ? ({ year: 'numeric' } as const) : {};
  const format = { month: width, timeZone: 'UTC', ...year };
  return new Intl.DateTimeFormat(localeOf(language), format).format(new Date(`${month}-01T00:00:00Z`));
}

/** The same with the zone's name, for whoever wants to know exactly. */
export function formatInstantWithZone(iso: string, language: string, timeZone: string): string {
  return `${formatInstant(iso, language, timeZone)} (${timeZone})`;
}

/** The text when it is an instant, else nothing. */
export const readInstant = (text: string): string => (Number.isNaN(Date.parse(text)) ? '' : text);

/** Value of a datetime-local field for an instant, on the wall clock of a zone. */
export const toWallTime = (instant: number, timeZone: string): string => dayjs(instant).tz(timeZone).format(WALL);

/** The day that an instant falls on in a zone, `YYYY-MM-DD`. */
export const wallDate = (instant: number, timeZone: string): string => toWallTime(instant, timeZone).slice(0, 10);

/** The instant that a datetime-local field means in a zone; undefined while it is empty or no time. */
export function fromWallTime(wall: string, timeZone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(wall)) return undefined;
  const parsed = dayjs.tz(wall, timeZone);
  return parsed.isValid() ? parsed.toISOString() : undefined;
}
