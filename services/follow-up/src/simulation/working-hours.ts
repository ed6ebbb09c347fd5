import { addWorkingTime, type Interval } from '@fairlead/service-kit';
import { OFFICE } from './assumptions';

export const HOUR_MS = 3_600_000;

/** So many working hours of the office later, leave not counted. */
export const workingHoursAfter = (at: Date, hours: number, leave: Interval[] = []): Date =>
  addWorkingTime(at, hours * HOUR_MS, OFFICE, leave).at;

export const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * HOUR_MS);
export const hoursBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / HOUR_MS;
