import type { followup as proto } from '@fairlead/proto';
import { Faults, failedPrecondition, type HolidayRegion, type Slot, validateCalendar } from '@fairlead/service-kit';
import { ALWAYS, type BusinessCalendar } from '../domain/business-calendar';
import { checkMask, refuseOutputOnly, requireEtag, requireMessage } from './versioned-requests';

type CalendarValues = Omit<BusinessCalendar, 'version' | 'commandKey'>;

const CALENDAR_FIELDS = ['display_name', 'time_zone', 'weekdays', 'holiday_region', 'exceptions'];

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
export const parseCalendarUpdate = ({ calendar, updateMask, requestId }: proto.UpdateCalendarRequest) =>
  parseCalendarDraft(calendar, updateMask, new Faults().uuid('request_id', requestId));

/** The same, of which nothing is to be written. */
export function parseCalendarDraft(
  calendar: proto.Calendar | undefined,
  updateMask: string[] | undefined,
  faults = new Faults(),
) {
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
