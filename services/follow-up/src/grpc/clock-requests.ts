import type { followup as proto } from '@fairlead/proto';
import {
  Faults,
  failedPrecondition,
  type HolidayRegion,
  type Slot,
  toMs,
  validateCalendar,
} from '@fairlead/service-kit';
import { ALWAYS, type BusinessCalendar } from '../domain/business-calendar';
import { FIRST_CONTACT_KIND } from '../domain/clock-kinds';
import { type ClockPolicy, DEFAULT_FRACTIONS, validateTerms } from '../domain/clock-policy';

type CalendarValues = Omit<BusinessCalendar, 'version' | 'commandKey'>;
type PolicyValues = Omit<ClockPolicy, 'version' | 'commandKey'>;

const CALENDAR_FIELDS = ['display_name', 'time_zone', 'weekdays', 'holiday_region', 'exceptions'];
const POLICY_FIELDS = ['duration', 'reminder_fractions', 'grace'];

/** A new calendar under the id that its author chose. */
export function parseNewCalendar({ calendar, requestId }: proto.CreateCalendarRequest) {
  const faults = new Faults().uuid('request_id', requestId);
  const given = requireMessage(calendar, 'calendar', faults);
  refuseOutputOnly('calendar', given, faults);
  faults.slug('calendar.id', given.id);
  const values = toCalendarValues(given, faults);
  checkCalendar(given.id, values, faults);
  faults.throwIfAny();
  return { id: given.id, values };
}

/** Changed fields of a calendar; the whole is checked against what is there by `decide`. */
export function parseCalendarUpdate({ calendar, updateMask, requestId }: proto.UpdateCalendarRequest) {
  const faults = new Faults().uuid('request_id', requestId);
  const given = requireMessage(calendar, 'calendar', faults);
  const fields = checkMask(updateMask, CALENDAR_FIELDS, faults);
  requireEtag('calendar', given, faults);
  const values = toCalendarValues(given, faults);
  faults.throwIfAny();
  if (given.id === ALWAYS) throw failedPrecondition('BUILT_IN', 'The built-in calendar does not change.');
  const decide = (present: BusinessCalendar): Partial<BusinessCalendar> => {
    const changed: Partial<CalendarValues> = {
      ...(fields.includes('display_name') ? { displayName: values.displayName } : {}),
      ...(fields.includes('time_zone') ? { timeZone: values.timeZone } : {}),
      ...(fields.includes('weekdays') ? { weekly: values.weekly } : {}),
      ...(fields.includes('holiday_region') ? { holidayRegion: values.holidayRegion } : {}),
      ...(fields.includes('exceptions') ? { exceptions: values.exceptions } : {}),
    };
    const whole = new Faults();
    checkCalendar(given.id, { ...present, ...changed }, whole);
    whole.throwIfAny();
    return changed;
  };
  return { id: given.id, etag: given.etag, decide };
}

function toCalendarValues(given: proto.Calendar, faults: Faults): CalendarValues {
  const weekly: Partial<Record<number, Slot[]>> = {};
  given.weekdays.forEach(({ day, slots }, index) => {
    const field = `calendar.weekdays[${index}].day`;
    faults.check(Number.isInteger(day) && day >= 1 && day <= 7, field, 'must be 1 (Monday) to 7 (Sunday)');
    faults.check(weekly[day] === undefined, field, 'is given twice');
    weekly[day] = slots;
  });
  return {
    displayName: given.displayName.trim(),
    timeZone: given.timeZone,
    weekly,
    holidayRegion: (given.holidayRegion || 'none') as HolidayRegion,
    exceptions: given.exceptions,
  };
}

function checkCalendar(id: string, values: CalendarValues, faults: Faults): void {
  faults.text('calendar.display_name', values.displayName, { min: 1, max: 100 });
  faults.addAll(validateCalendar({ id, ...values }));
}

/** A new policy under the id that its author chose; without fractions it reminds at the default ones. */
export function parseNewPolicy({ policy, requestId }: proto.CreateClockPolicyRequest) {
  const faults = new Faults().uuid('request_id', requestId);
  const given = requireMessage(policy, 'policy', faults);
  refuseOutputOnly('policy', given, faults);
  faults.slug('policy.id', given.id);
  const kind = given.kind || FIRST_CONTACT_KIND;
  faults.check(kind === FIRST_CONTACT_KIND, 'policy.kind', `must be ${FIRST_CONTACT_KIND}`);
  const reminderFractions = given.reminderFractions.length > 0 ? given.reminderFractions : DEFAULT_FRACTIONS;
  const values: PolicyValues = { kind, ...toTimes(given), reminderFractions };
  faults.addAll(validateTerms(values)).throwIfAny();
  return { id: given.id, values };
}

export function parsePolicyUpdate({ policy, updateMask, requestId }: proto.UpdateClockPolicyRequest) {
  const faults = new Faults().uuid('request_id', requestId);
  const given = requireMessage(policy, 'policy', faults);
  const fields = checkMask(updateMask, POLICY_FIELDS, faults);
  requireEtag('policy', given, faults);
  faults.throwIfAny();
  const times = toTimes(given);
  const decide = (present: ClockPolicy): Partial<ClockPolicy> => {
    const changed: Partial<PolicyValues> = {
      ...(fields.includes('duration') ? { durationMs: times.durationMs } : {}),
      ...(fields.includes('reminder_fractions') ? { reminderFractions: given.reminderFractions } : {}),
      ...(fields.includes('grace') ? { graceMs: times.graceMs } : {}),
    };
    new Faults().addAll(validateTerms({ ...present, ...changed })).throwIfAny();
    return changed;
  };
  return { id: given.id, etag: given.etag, decide };
}

const toTimes = ({ duration, grace }: proto.ClockPolicy) => ({
  durationMs: duration ? toMs(duration) : 0,
  graceMs: grace ? toMs(grace) : 0,
});

/** Without the message there is nothing more to check. */
function requireMessage<T>(message: T | undefined, field: string, faults: Faults): T {
  if (message === undefined) faults.add(field, 'is required').throwIfAny();
  return message as T;
}

function refuseOutputOnly(prefix: string, given: { name: string; etag: string; version: number }, faults: Faults) {
  const { name, etag, version } = given;
  for (const [field, value] of Object.entries({ name, etag, version })) {
    faults.check(!value, `${prefix}.${field}`, 'is output only');
  }
}

function requireEtag(prefix: string, { id, etag }: { id: string; etag: string }, faults: Faults): void {
  faults.slug(`${prefix}.id`, id);
  faults.check(etag !== '', `${prefix}.etag`, 'is required: send back the one that was read');
}

function checkMask(mask: string[] | undefined, allowed: string[], faults: Faults): string[] {
  const fields = [...new Set(mask ?? [])];
  faults.check(fields.length > 0, 'update_mask', `is required: some of ${allowed.join(', ')}`);
  for (const field of fields) faults.check(allowed.includes(field), 'update_mask', `${field} cannot be changed`);
  return fields;
}
