import type { Calendar, Slot } from '../api/clocks';

/** A calendar that somebody is typing; hours and exceptions as texts. */
export interface CalendarDraft {
  id: string;
  displayName: string;
  timeZone: string;
  holidayRegion: string;
  /** Of Monday to Sunday: `09:00-12:00, 13:30-18:00`; empty: closed. */
  days: string[];
  /** A line each: `2026-10-01`, hours or nothing for closed, and a label. */
  exceptions: string;
}

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const OFFICE = '09:00-12:00, 13:30-18:00';

export const emptyCalendar = (timeZone: string): CalendarDraft => ({
  id: '',
  displayName: '',
  timeZone,
  holidayRegion: 'none',
  days: WEEKDAYS.map((day) => (day < 6 ? OFFICE : '')),
  exceptions: '',
});

const write = (slots: Slot[]): string => slots.map(({ from, to }) => `${from}-${to}`).join(', ');

export const calendarDraftOf = (calendar: Calendar): CalendarDraft => ({
  id: calendar.id,
  displayName: calendar.displayName,
  timeZone: calendar.timeZone,
  holidayRegion: calendar.holidayRegion || 'none',
  days: WEEKDAYS.map((day) => write(calendar.weekdays.find((each) => each.day === day)?.slots ?? [])),
  exceptions: calendar.exceptions
    .map(({ date, slots, label }) => [date, write(slots), label].filter((part) => part !== '').join(' '))
    .join('\n'),
});

const SLOT = /^(\d{1,2}:\d{2}(?::\d{2})?)\s*[-–—~]\s*(\d{1,2}:\d{2}(?::\d{2})?)$/;
const pad = (time: string) => (time.indexOf(':') === 1 ? `0${time}` : time);

/** Slots of a text; undefined when it is no list of hours. */
export function slotsOf(text: string): Slot[] | undefined {
  const parts = text
    .split(/[,，、;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const slots: Slot[] = [];
  for (const part of parts) {
    const [, from, to] = SLOT.exec(part) ?? [];
    if (!from || !to) return undefined;
    slots.push({ from: pad(from), to: pad(to) });
  }
  return slots;
}

const LINE = /^(\d{4}-\d{2}-\d{2})\s*((?:\d{1,2}:\d{2}\s*[-–—~]\s*\d{1,2}:\d{2}[,，、;；]?\s*)*)(.*)$/;

/** The calendar as the API takes it, and what of the form cannot be read. */
export function toCalendarBody(draft: CalendarDraft): {
  body: Omit<Calendar, 'id' | 'etag' | 'version' | 'holidaysUntil'>;
  faults: Record<string, string>;
} {
  const faults: Record<string, string> = {};
  const weekdays = WEEKDAYS.flatMap((day, index) => {
    const slots = slotsOf(draft.days[index] ?? '');
    if (!slots) faults[`day${day}`] = 'must be a time HH:mm';
    return slots && slots.length > 0 ? [{ day, slots }] : [];
  });
  const lines = draft.exceptions.split('\n').filter((line) => line.trim() !== '');
  const exceptions = lines.map((line, index) => {
    const [, date = '', hours = '', label = ''] = LINE.exec(line.trim()) ?? [];
    if (date === '') faults.exceptions ??= `line ${index + 1}: must be a date YYYY-MM-DD`;
    return { date, slots: slotsOf(hours.trim()) ?? [], label: label.trim() };
  });
  const { displayName, timeZone, holidayRegion } = draft;
  return {
    body: { displayName: displayName.trim(), timeZone: timeZone.trim(), weekdays, holidayRegion, exceptions },
    faults,
  };
}
