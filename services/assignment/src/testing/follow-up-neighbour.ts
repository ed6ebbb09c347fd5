import { followup } from '@fairlead/proto';
import { NeighbourLog } from '@fairlead/service-kit/dist/testing';
import { ServerError, Status } from 'nice-grpc';

/** A follow-up service in memory on a real port: its event log and its calendars. */
export class FollowUpNeighbour extends NeighbourLog {
  private readonly calendars = new Map<string, followup.Calendar>();

  constructor() {
    super('follow-up');
    const { getCalendar } = followup.CalendarServiceDefinition.methods;
    this.server.add(
      { ...followup.CalendarServiceDefinition, methods: { getCalendar } } as never,
      { getCalendar: (request: followup.GetCalendarRequest) => this.find(request) } as never,
    );
  }

  /** Sets a calendar and tells of it. */
  setCalendar(calendar: Partial<followup.Calendar> & { id: string }): void {
    const version = (this.calendars.get(calendar.id)?.version ?? 0) + 1;
    this.calendars.set(calendar.id, followup.Calendar.fromPartial({ ...calendar, version }));
    this.emit('crm.followup.calendar.updated.v1', calendar.id, { calendarId: calendar.id, version });
  }

  private async find({ calendarId }: followup.GetCalendarRequest): Promise<followup.Calendar> {
    const found = this.calendars.get(calendarId);
    if (!found) throw new ServerError(Status.NOT_FOUND, 'no such calendar');
    return found;
  }
}
