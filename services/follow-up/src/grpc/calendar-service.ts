import { followup as proto } from '@fairlead/proto';
import { type CallerContext, commandCall, type MethodAccess, type NewEvent, STAFF } from '@fairlead/service-kit';
import { createNamed } from '../application/create-named';
import { type PublishDeps, publish } from '../application/publish';
import { parseCalendarUpdate, parseNewCalendar } from './calendar-requests';
import { CALENDAR_REPLY, toCalendar } from './messages';
import { pageVersioned } from './page-versioned';

export const CALENDAR_ACCESS: MethodAccess = {
  CreateCalendar: ['admin'],
  GetCalendar: STAFF,
  ListCalendars: STAFF,
  UpdateCalendar: ['admin'],
};

/** Business calendars over gRPC. */
export class CalendarGrpc implements proto.CalendarServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: PublishDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async createCalendar(request: proto.CreateCalendarRequest, context: CallerContext): Promise<proto.Calendar> {
    const { id, values } = parseNewCalendar(request);
    const codec = proto.CreateCalendarRequest;
    const call = commandCall(context, 'CreateCalendar', codec, request, CALENDAR_REPLY, this.clock());
    return createNamed(this.deps.calendars, id, values, call, [calendarUpdated(id, 1)]);
  }

  async getCalendar({ calendarId }: proto.GetCalendarRequest): Promise<proto.Calendar> {
    return toCalendar(await this.deps.calendars.get(calendarId));
  }

  async listCalendars(
    request: proto.ListCalendarsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListCalendarsResponse> {
    const { docs, nextPageToken } = await pageVersioned(this.deps.calendars, request, principal.sub);
    return { calendars: docs.map(toCalendar), nextPageToken };
  }

  async updateCalendar(request: proto.UpdateCalendarRequest, context: CallerContext): Promise<proto.Calendar> {
    const { id, etag, decide } = parseCalendarUpdate(request);
    const codec = proto.UpdateCalendarRequest;
    const call = commandCall(context, 'UpdateCalendar', codec, request, CALENDAR_REPLY, this.clock());
    const eventsOf = (version: number) => [calendarUpdated(id, version)];
    const { apply } = request;
    return publish(this.deps, { target: 'calendar', id, etag, decide, apply, eventsOf }, call);
  }
}

const calendarUpdated = (calendarId: string, version: number): NewEvent => ({
  type: 'crm.followup.calendar.updated.v1',
  subject: calendarId,
  data: { calendarId, version },
});
