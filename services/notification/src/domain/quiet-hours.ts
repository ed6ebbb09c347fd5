import { DateTime } from 'luxon';

/** Local wall-clock times `HH:mm`; they may cross midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

/** The end of a quiet period. */
export interface QuietEnd {
  time: Date;
  /** Local date of the end, `YYYY-MM-DD`. */
  date: string;
}

const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
export const isWallTime = (text: string): boolean => WALL_TIME.test(text);

/** When the quiet period that `now` lies in ends; undefined outside of one. */
export function quietEnd({ from, to }: QuietHours, timeZone: string, now: Date): QuietEnd | undefined {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  // A period that covers now began yesterday or today, by the local calendar.
  for (const day of [today.minus({ days: 1 }), today]) {
    const start = at(day, from);
    const end = at(from < to ? day : day.plus({ days: 1 }), to);
    if (start <= now && now < end) {
      return { time: end, date: DateTime.fromJSDate(end, { zone: timeZone }).toFormat('yyyy-MM-dd') };
    }
  }
  return undefined;
}

/** A wall-clock time on a day. One that a clock change skips is as late as the clock was put forward. */
function at(day: DateTime, wallTime: string): Date {
  const [hour = 0, minute = 0] = wallTime.split(':').map(Number);
  return day.set({ hour, minute }).toJSDate();
}
