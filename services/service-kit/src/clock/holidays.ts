import { getDayDetail } from 'chinese-days';

/** What a date is in a region. A make-up day is a weekend day that is worked. */
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'make-up';
export type HolidayRegion = 'none' | 'CN';

/** Years for which holidays are known; outside them every weekday looks like a workday. */
const COVERED: Record<HolidayRegion, [first: number, last: number] | null> = { none: null, CN: [2004, 2026] };

/** The covered years, or null where there are no holidays to know. */
export const holidayCoverage = (region: HolidayRegion) => COVERED[region];

export function isCovered(region: HolidayRegion, year: number): boolean {
  const years = COVERED[region];
  return years === null || (year >= years[0] && year <= years[1]);
}

/** The kind of a date (`YYYY-MM-DD`, ISO weekday 1 to 7). */
export function dayKind(region: HolidayRegion, date: string, weekday: number): DayKind {
  const weekend = weekday >= 6;
  if (region === 'none' || !isCovered(region, Number(date.slice(0, 4)))) return weekend ? 'weekend' : 'workday';
  const { work } = getDayDetail(date);
  if (work) return weekend ? 'make-up' : 'workday';
  return weekend ? 'weekend' : 'holiday';
}
