import { IANAZone } from 'luxon';
import type { HolidayRegion } from './holidays';

/** Local wall-clock times `HH:mm` or `HH:mm:ss`; `24:00` is the day's end. */
export interface Slot {
  from: string;
  to: string;
}

export interface CalendarException {
  /** `YYYY-MM-DD`. */
  date: string;
  /** Empty: closed. */
  slots: Slot[];
  label?: string;
}

/** Working hours of a team. */
export interface WorkCalendar {
  id: string;
  /** IANA zone. */
  timeZone: string;
  /** Slots by ISO weekday; a day not listed is closed. */
  weekly: Partial<Record<number, Slot[]>>;
  holidayRegion: HolidayRegion;
  exceptions: CalendarException[];
}

export interface CalendarFault {
  field: string;
  description: string;
}

export const MAX_SLOTS = 8;
export const MAX_EXCEPTIONS = 400;
const ALL_DAY = [{ from: '00:00', to: '24:00' }];

/** Around the clock, every day. */
export const ALWAYS_OPEN: WorkCalendar = {
  id: 'always',
  timeZone: 'UTC',
  weekly: { 1: ALL_DAY, 2: ALL_DAY, 3: ALL_DAY, 4: ALL_DAY, 5: ALL_DAY, 6: ALL_DAY, 7: ALL_DAY },
  holidayRegion: 'none',
  exceptions: [],
};

const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?|24:00(?::00)?)$/;

/** Seconds since local midnight, or null for something that is no time. */
export function secondsOfDay(time: string): number | null {
  const match = TIME.exec(time);
  if (!match) return null;
  const [, hours, minutes, seconds = '0'] = match;
  return hours === undefined ? 86_400 : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const isDate = (date: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date);

/** Every fault of a calendar; `prefix` starts the field names. */
export function validateCalendar(calendar: WorkCalendar, prefix = 'calendar'): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const add = (field: string, description: string) => faults.push({ field: `${prefix}.${field}`, description });
  if (!IANAZone.isValidZone(calendar.timeZone)) add('time_zone', 'is not an IANA time zone');
  if (calendar.holidayRegion !== 'none' && calendar.holidayRegion !== 'CN') add('holiday_region', 'must be none or CN');
  for (const [day, slots] of Object.entries(calendar.weekly)) slotFaults(slots ?? [], `weekdays[${day}]`, add);
  if (!Object.values(calendar.weekly).some((slots) => slots && slots.length > 0)) add('weekdays', 'must have a slot');
  if (calendar.exceptions.length > MAX_EXCEPTIONS) add('exceptions', `must be at most ${MAX_EXCEPTIONS}`);
  const dates = new Set<string>();
  calendar.exceptions.slice(0, MAX_EXCEPTIONS).forEach((exception, index) => {
    const at = `exceptions[${index}]`;
    if (!isDate(exception.date)) add(`${at}.date`, 'must be a date YYYY-MM-DD');
    if (dates.has(exception.date)) add(`${at}.date`, 'is given twice');
    dates.add(exception.date);
    if ((exception.label ?? '').length > 100) add(`${at}.label`, 'must have at most 100 characters');
    slotFaults(exception.slots, at, add);
  });
  return faults;
}

function slotFaults(slots: Slot[], at: string, add: (field: string, description: string) => void): void {
  if (slots.length > MAX_SLOTS) add(`${at}.slots`, `must be at most ${MAX_SLOTS}`);
  let end = 0;
  slots.forEach((slot, index) => {
    const from = secondsOfDay(slot.from);
    const to = secondsOfDay(slot.to);
    if (from === null) add(`${at}.slots[${index}].from`, 'must be a time HH:mm');
    if (to === null) add(`${at}.slots[${index}].to`, 'must be a time HH:mm');
    if (from === null || to === null) return;
    if (from >= to) add(`${at}.slots[${index}].to`, 'must be after the start');
    if (from < end) add(`${at}.slots[${index}].from`, 'must not be before the end of the slot before it');
    end = Math.max(end, to);
  });
}
