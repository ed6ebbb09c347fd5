import type { followup } from '@fairlead/proto';
import type { WorkCalendar } from '@fairlead/service-kit';

/** A calendar as clocks and decisions count by it. */
export const toWorkCalendar = (calendar: followup.Calendar): WorkCalendar => ({
  id: calendar.id,
  timeZone: calendar.timeZone,
  weekly: Object.fromEntries(calendar.weekdays.map(({ day, slots }) => [day, slots])),
  holidayRegion: calendar.holidayRegion === 'CN' ? 'CN' : 'none',
  exceptions: calendar.exceptions,
});
