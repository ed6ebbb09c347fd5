import type { EscalationRole } from '@fairlead/proto';
import type { Fault } from '@fairlead/service-kit';
import type { ClockConditions } from './clock-conditions';
import { FIRST_CONTACT_KIND, isRecycled } from './clock-kinds';

/** Somebody above the owner is told after so much working time from the start. */
export interface Escalation {
  afterMs: number;
  role: EscalationRole;
}

/** How long a clock runs and what happens on the way. Durations are working milliseconds. */
export interface ClockTerms {
  /** Unset in versions from before there were other kinds: first contact. */
  kind?: string;
  durationMs: number;
  /** Rising, between 0 and 1 exclusive. */
  reminderFractions: number[];
  graceMs: number;
  /** Rising, none before the breach; unset: none. */
  escalations?: Escalation[];
  /** In which the time is counted; unset or empty: that of the owner's team. */
  calendarId?: string;
}

/** A policy as it is now; each of its versions is kept unchanged beside it. Fields that older documents lack are optional. */
export interface ClockPolicy extends ClockTerms {
  kind: string;
  /** Which subjects it is for; unset: all. */
  conditions?: Partial<ClockConditions>;
  /** Of all that fit the highest one holds. */
  priority?: number;
  /** Unset in documents from before: only the policy of new leads was ever in force then. */
  active?: boolean;
  version: number;
  /** Newest version that was published for running clocks too. */
  moveTo?: number;
  /** Names the command that created it. */
  commandKey: string;
}

export const ESCALATION_ROLES: readonly EscalationRole[] = ['supervisor', 'director', 'executive'];
export const FIRST_CONTACT_POLICY = 'first-contact';
export const DEFAULT_FRACTIONS = [0.5, 0.8];
export const MAX_REMINDERS = 8;
export const MAX_ESCALATIONS = 6;
const HOUR_MS = 3_600_000;
export const MAX_DURATION_MS = 366 * 24 * HOUR_MS;

/** The terms of new leads until somebody changes them. */
export const FIRST_CONTACT_TERMS: ClockTerms = {
  durationMs: 24 * HOUR_MS,
  reminderFractions: DEFAULT_FRACTIONS,
  graceMs: 4 * HOUR_MS,
};

/** Every fault of the terms, by proto field. */
export function validateTerms(terms: ClockTerms): Fault[] {
  const { kind = FIRST_CONTACT_KIND, durationMs, reminderFractions, graceMs } = terms;
  const faults: Fault[] = [];
  const add = (field: string, description: string) => faults.push({ field: `policy.${field}`, description });
  if (!Number.isFinite(durationMs) || durationMs <= 0) add('duration', 'must be above 0');
  else if (durationMs > MAX_DURATION_MS) add('duration', 'must be at most 366 days');
  if (!Number.isFinite(graceMs) || graceMs < 0) add('grace', 'must not be negative');
  else if (graceMs > MAX_DURATION_MS) add('grace', 'must be at most 366 days');
  else if (graceMs > 0 && !isRecycled(kind)) add('grace', `is only for ${FIRST_CONTACT_KIND}`);
  if (reminderFractions.length > MAX_REMINDERS) add('reminder_fractions', `must be at most ${MAX_REMINDERS}`);
  reminderFractions.slice(0, MAX_REMINDERS).forEach((fraction, index) => {
    const at = `reminder_fractions[${index}]`;
    if (!(fraction > 0 && fraction < 1)) add(at, 'must be between 0 and 1, exclusive');
    else if (index > 0 && fraction <= (reminderFractions[index - 1] as number)) add(at, 'must be above the one before');
  });
  escalationFaults(terms, kind, add);
  return faults;
}

function escalationFaults(
  { durationMs, graceMs, escalations = [] }: ClockTerms,
  kind: string,
  add: (field: string, description: string) => void,
): void {
  if (escalations.length > MAX_ESCALATIONS) add('escalations', `must be at most ${MAX_ESCALATIONS}`);
  escalations.slice(0, MAX_ESCALATIONS).forEach(({ afterMs, role }, index) => {
    const at = `escalations[${index}]`;
    if (!ESCALATION_ROLES.includes(role)) add(`${at}.role`, `must be one of ${ESCALATION_ROLES.join(', ')}`);
    const before = escalations[index - 1]?.afterMs ?? 0;
    if (!Number.isFinite(afterMs) || afterMs < durationMs) add(`${at}.after`, 'must not be before the time is up');
    else if (afterMs > 2 * MAX_DURATION_MS) add(`${at}.after`, 'must be at most 732 days');
    else if (isRecycled(kind) && afterMs > durationMs + graceMs) add(`${at}.after`, 'must not be after the recycling');
    else if (index > 0 && afterMs <= before) add(`${at}.after`, 'must be above the one before');
  });
}
