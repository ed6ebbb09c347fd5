import type { WorkCalendar } from '@fairlead/service-kit';
import type { OracleCalendar, Span } from './minute-oracle';

const MINUTE = 60_000;
const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Kathmandu',
];

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const dateOf = (day: number) => new Date(Date.parse('2026-01-20') + day * 86_400_000).toISOString().slice(0, 10);
const wall = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const written = (spans: Span[]) => spans.map(([from, to]) => ({ from: wall(from), to: wall(to) }));

/** The same calendar as the engine reads it. */
export const toEngine = ({ zone, weekly, china, exceptions }: OracleCalendar): WorkCalendar => ({
  id: 'random',
  timeZone: zone,
  weekly: Object.fromEntries(Object.entries(weekly).map(([day, spans]) => [day, written(spans)])),
  holidayRegion: china ? 'CN' : 'none',
  exceptions: Object.entries(exceptions).map(([date, spans]) => ({ date, slots: written(spans) })),
});

/** Around the days on which clocks are changed and the long holidays, and anywhere. */
const STARTS = [
  '2026-02-08',
  '2026-03-01',
  '2026-03-25',
  '2026-04-20',
  '2026-05-01',
  '2026-09-20',
  '2026-10-25',
  '2026-11-01',
];
export const intervals = (spans: Span[]) => spans.map(([from, to]) => ({ from: new Date(from), to: new Date(to) }));

/** Calendars, starts, leave and pauses at random, the same for the same seed. */
export class RandomClocks {
  private readonly draw: () => number;

  constructor(seed: number) {
    this.draw = numbers(seed);
  }

  /** From 0 to 1. */
  next = (): number => this.draw();
  below = (limit: number): number => Math.floor(this.draw() * limit);
  pick = <T>(values: readonly T[]): T => values[this.below(values.length)] as T;

  calendar(): OracleCalendar {
    const weekly: OracleCalendar['weekly'] = {};
    for (let day = 1; day <= 7; day += 1) weekly[day] = this.next() < (day < 6 ? 0.9 : 0.3) ? this.slots() : [];
    // Something is worked each week.
    weekly[3] = [[9 * 60, 17 * 60]];
    const exceptions: OracleCalendar['exceptions'] = {};
    for (let each = this.below(12); each > 0; each -= 1)
      exceptions[dateOf(this.below(300))] = this.next() < 0.5 ? [] : this.slots();
    return { zone: this.pick(ZONES), weekly, china: this.next() < 0.5, exceptions };
  }

  start(): number {
    const day =
      this.next() < 0.5
        ? Date.parse(this.pick(STARTS)) + this.below(10 * 1440) * MINUTE
        : Date.parse('2026-01-20') + this.below(270 * 1440) * MINUTE;
    return day + this.below(MINUTE);
  }

  /** Leave in any order, overlapping or not. */
  leave(start: number): Span[] {
    return Array.from({ length: this.below(3) }, () => {
      const from = Math.floor(start / MINUTE) * MINUTE + (this.below(12_000) - 3000) * MINUTE;
      return [from, from + this.below(4000) * MINUTE] as Span;
    });
  }

  /** Pauses one after another. */
  pauses(start: number): Span[] {
    const pauses: Span[] = [];
    let at = Math.ceil(start / MINUTE) * MINUTE;
    for (let each = this.below(4); each > 0; each -= 1) {
      const from = at + (1 + this.below(1500)) * MINUTE;
      at = from + (1 + this.below(2500)) * MINUTE;
      pauses.push([from, at]);
    }
    return pauses;
  }

  private slots(): Span[] {
    const edges = [...new Set(Array.from({ length: 2 * (1 + this.below(3)) }, () => this.below(97) * 15))].sort(
      (a, b) => a - b,
    );
    return Array.from(
      { length: Math.floor(edges.length / 2) },
      (_, index) => [edges[2 * index], edges[2 * index + 1]] as Span,
    );
  }
}
