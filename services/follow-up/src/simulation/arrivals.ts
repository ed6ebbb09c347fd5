import { isWorking } from '@fairlead/service-kit';
import { DateTime } from 'luxon';
import { type Assumptions, OFFICE } from './assumptions';
import { Draws } from './draws';
import { hoursAfter } from './working-hours';

/**
 * Instants at which something arrives over the period: a Poisson process whose rate in the office's hours and outside of
 * them comes out at the wanted number and share. By thinning: of a process at the higher rate, each instant is kept with the
 * ratio of the rates.
 */
export function arrivals(
  name: string,
  perYear: number,
  outside: number,
  assumptions: Assumptions,
  seed: number,
): Date[] {
  const from = DateTime.fromISO(assumptions.from, { zone: OFFICE.timeZone }).toJSDate();
  const to = DateTime.fromISO(assumptions.to, { zone: OFFICE.timeZone }).plus({ days: 1 }).toJSDate();
  const hours = (to.getTime() - from.getTime()) / 3_600_000;
  const inside = countWorkingHours(from, Math.round(hours));
  const insideRate = (perYear * (1 - outside)) / inside;
  const outsideRate = (perYear * outside) / (hours - inside);
  const rate = Math.max(insideRate, outsideRate);
  const draws = new Draws(seed, 'arrivals', name);
  const found: Date[] = [];
  for (let at = hoursAfter(from, draws.untilNext(rate)); at < to; at = hoursAfter(at, draws.untilNext(rate))) {
    const wanted = isWorking(at, OFFICE) ? insideRate : outsideRate;
    if (draws.happens(wanted / rate)) found.push(at);
  }
  return found;
}

/** By half hours, in which the office's hours begin and end. */
function countWorkingHours(from: Date, hours: number): number {
  let halves = 0;
  for (let half = 0; half < 2 * hours; half += 1) if (isWorking(hoursAfter(from, half / 2), OFFICE)) halves += 1;
  return halves / 2;
}
