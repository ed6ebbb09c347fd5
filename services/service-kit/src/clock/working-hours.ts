import type { WorkCalendar } from './calendar';
import { WorkingDays } from './clock';

/** One local day of a calendar in real milliseconds. */
interface Day {
  from: number;
  /** Exclusive. */
  to: number;
  /** Local date, `YYYY-MM-DD`. */
  date: string;
  spans: [from: number, to: number][];
}

/** Answers for instants close to each other, as decisions ask them: the day that was asked for last is kept. */
export class WorkingHours {
  private readonly days: WorkingDays;
  private day?: Day;

  constructor(calendar: WorkCalendar) {
    this.days = new WorkingDays(calendar, []);
  }

  /** Whether work is done at an instant (milliseconds since 1970). */
  isWorking(at: number): boolean {
    return this.dayOf(at).spans.some(([from, to]) => from <= at && at < to);
  }

  /** Local date of an instant, `YYYY-MM-DD`. */
  dateOf = (at: number): string => this.dayOf(at).date;

  /** The first instant after `at` at which work begins or ends, or a new day begins. */
  nextChange(at: number): number {
    const { to, spans } = this.dayOf(at);
    return Math.min(to, ...spans.flat().filter((instant) => instant > at));
  }

  private dayOf(at: number): Day {
    if (this.day && this.day.from <= at && at < this.day.to) return this.day;
    const start = this.days.dayOf(at);
    this.day = {
      from: start.toMillis(),
      to: start.plus({ days: 1 }).startOf('day').toMillis(),
      date: start.toISODate() as string,
      spans: this.days.spansOf(start),
    };
    return this.day;
  }
}
