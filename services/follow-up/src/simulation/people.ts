import type { Interval } from '@fairlead/service-kit';
import { DateTime } from 'luxon';
import { type Assumptions, OFFICE } from './assumptions';
import { Draws } from './draws';

/** Somebody who works. */
export interface Person {
  id: string;
  /** In order, not overlapping. */
  leave: Interval[];
}

const BLOCK_DAYS = 5;

/** The people of a kind with their leave: blocks of a week, and single days of sickness. */
export function peopleOf(kind: string, count: number, assumptions: Assumptions, seed: number): Person[] {
  const first = DateTime.fromISO(assumptions.from, { zone: OFFICE.timeZone });
  const days = Math.round(DateTime.fromISO(assumptions.to, { zone: OFFICE.timeZone }).diff(first, 'days').days) + 1;
  return Array.from({ length: count }, (_, index) => {
    const id = `${kind}-${index + 1}`;
    const draws = new Draws(seed, 'leave', id);
    const away = (length: number): Interval => {
      const from = first.plus({ days: Math.floor(draws.part() * days) });
      return { from: from.toJSDate(), to: from.plus({ days: length }).toJSDate() };
    };
    const blocks = Array.from({ length: Math.round(assumptions.leaveDays / BLOCK_DAYS) }, () => away(7));
    return { id, leave: united([...blocks, ...Array.from({ length: assumptions.sickDays }, () => away(1))]) };
  });
}

function united(intervals: Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const { from, to } of intervals.sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = new Date(Math.max(last.to.getTime(), to.getTime()));
    else found.push({ from, to });
  }
  return found;
}

export const isAway = ({ leave }: Person, at: Date): boolean => leave.some(({ from, to }) => from <= at && at < to);
