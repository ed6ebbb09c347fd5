import type { Fault } from '@fairlead/service-kit';

/** How long a clock runs and what happens on the way. Durations are working milliseconds. */
export interface ClockTerms {
  durationMs: number;
  /** Rising, between 0 and 1 exclusive. */
  reminderFractions: number[];
  graceMs: number;
}

/** A policy as it is now; each of its versions is kept unchanged beside it. */
export interface ClockPolicy extends ClockTerms {
  kind: string;
  version: number;
  /** Names the command that created it. */
  commandKey: string;
}

export const FIRST_CONTACT_POLICY = 'first-contact';
export const FIRST_CONTACT_KIND = 'first_contact';
export const DEFAULT_FRACTIONS = [0.5, 0.8];
export const MAX_REMINDERS = 8;
const HOUR_MS = 3_600_000;
export const MAX_DURATION_MS = 366 * 24 * HOUR_MS;

/** The terms of new leads until somebody changes them. */
export const FIRST_CONTACT_TERMS: ClockTerms = {
  durationMs: 24 * HOUR_MS,
  reminderFractions: DEFAULT_FRACTIONS,
  graceMs: 4 * HOUR_MS,
};

/** Every fault of the terms, by proto field. */
export function validateTerms({ durationMs, reminderFractions, graceMs }: ClockTerms): Fault[] {
  const faults: Fault[] = [];
  const add = (field: string, description: string) => faults.push({ field: `policy.${field}`, description });
  if (!Number.isFinite(durationMs) || durationMs <= 0) add('duration', 'must be above 0');
  else if (durationMs > MAX_DURATION_MS) add('duration', 'must be at most 366 days');
  if (!Number.isFinite(graceMs) || graceMs < 0) add('grace', 'must not be negative');
  else if (graceMs > MAX_DURATION_MS) add('grace', 'must be at most 366 days');
  if (reminderFractions.length > MAX_REMINDERS) add('reminder_fractions', `must be at most ${MAX_REMINDERS}`);
  reminderFractions.slice(0, MAX_REMINDERS).forEach((fraction, index) => {
    const at = `reminder_fractions[${index}]`;
    if (!(fraction > 0 && fraction < 1)) add(at, 'must be between 0 and 1, exclusive');
    else if (index > 0 && fraction <= (reminderFractions[index - 1] as number)) add(at, 'must be above the one before');
  });
  return faults;
}
