import type { Handlers } from '@fairlead/service-kit';
import type { FactRecorder } from './record-facts';

/** Calendars are facts of decisions: who works when. */
export const followFollowUp = (facts: FactRecorder): Handlers => ({
  async 'crm.followup.calendar.updated.v1'({ data }) {
    await facts.calendar(data.calendarId);
    return 'applied';
  },
});
