import { followup } from '@fairlead/proto';
import { z } from 'zod';
import { paging, type Route, route } from '../http/api-router';
import { duration, maskOf, protoEnum } from '../http/fields';
import type { RouteDeps } from './deps';

const CALENDAR = 'crm.followup.v1.Calendar';
const POLICY = 'crm.followup.v1.ClockPolicy';

const slots = z.array(z.strictObject({ from: z.string(), to: z.string() }));
const calendarValues = z.strictObject({
  displayName: z.string().optional(),
  timeZone: z.string().optional(),
  weekdays: z.array(z.strictObject({ day: z.int32(), slots })).optional(),
  holidayRegion: z.string().optional(),
  exceptions: z.array(z.strictObject({ date: z.string(), slots, label: z.string().optional() })).optional(),
});
const words = z.array(z.string()).optional();
const policyValues = z.strictObject({
  duration: duration.optional(),
  reminderFractions: z.array(z.number()).optional(),
  grace: duration.optional(),
  stages: words,
  sources: words,
  valueLevels: words,
  customerTypes: words,
  caseKinds: words,
  priorities: words,
  priority: z.int32().optional(),
  escalations: z.array(z.strictObject({ after: duration, role: z.string() })).optional(),
  active: z.boolean().optional(),
  calendarId: z.string().optional(),
});

/** What becomes of running clocks; they stay as they are by default. */
const apply = protoEnum(followup.RunningClocks).optional();
const PREVIEW = 'crm.followup.v1.PreviewClockChangeResponse';

/** Business calendars and clock policies. */
export function clockRoutes({ clients: { calendars, policies, clockMoves } }: RouteDeps): Route[] {
  const tag = 'Clocks';
  return [
    route({
      method: 'get',
      path: '/calendars',
      summary: 'Pages through all business calendars.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.followup.v1.ListCalendarsResponse',
      handle: ({ query, options }) => calendars.listCalendars(query, options),
    }),
    route({
      method: 'get',
      path: '/calendars/{id}',
      summary: 'Reads a calendar.',
      tag,
      answer: CALENDAR,
      handle: ({ params, options }) => calendars.getCalendar({ calendarId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/calendars',
      summary: 'Creates a calendar.',
      tag,
      body: calendarValues.extend({ id: z.string(), displayName: z.string(), timeZone: z.string() }),
      command: true,
      status: 201,
      answer: CALENDAR,
      handle: ({ body, requestId, options }) => calendars.createCalendar({ calendar: body, requestId }, options),
    }),
    route({
      method: 'patch',
      path: '/calendars/{id}',
      summary: 'Makes the next version; running clocks keep theirs, unless they are to move.',
      tag,
      body: calendarValues.extend({ apply }),
      command: true,
      ifMatch: 'required',
      answer: CALENDAR,
      handle: ({ params, body: { apply: running, ...body }, etag, requestId, options }) =>
        calendars.updateCalendar(
          { calendar: { ...body, id: params.id, etag }, updateMask: maskOf(body), requestId, apply: running },
          options,
        ),
    }),
    route({
      method: 'post',
      path: '/calendars/{id}:preview',
      summary: 'Running clocks that this change would move. Nothing is written.',
      tag,
      query: z.strictObject(paging),
      body: calendarValues,
      ifMatch: 'required',
      answer: PREVIEW,
      handle: ({ params, body, query, etag, options }) =>
        clockMoves.previewClockChange(
          { calendar: { ...body, id: params.id, etag }, updateMask: maskOf(body), ...query },
          options,
        ),
    }),
    route({
      method: 'get',
      path: '/clock-policies',
      summary: 'Pages through all clock policies.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.followup.v1.ListClockPoliciesResponse',
      handle: ({ query, options }) => policies.listClockPolicies(query, options),
    }),
    route({
      method: 'get',
      path: '/clock-policies/{id}',
      summary: 'Reads a clock policy.',
      tag,
      answer: POLICY,
      handle: ({ params, options }) => policies.getClockPolicy({ policyId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/clock-policies',
      summary: 'Creates a clock policy.',
      tag,
      body: policyValues.extend({ id: z.string(), kind: z.string().optional(), duration }),
      command: true,
      status: 201,
      answer: POLICY,
      handle: ({ body, requestId, options }) => policies.createClockPolicy({ policy: body, requestId }, options),
    }),
    route({
      method: 'patch',
      path: '/clock-policies/{id}',
      summary: 'Makes the next version; running clocks keep theirs, unless they are to move.',
      tag,
      body: policyValues.extend({ apply }),
      command: true,
      ifMatch: 'required',
      answer: POLICY,
      handle: ({ params, body: { apply: running, ...body }, etag, requestId, options }) =>
        policies.updateClockPolicy(
          { policy: { ...body, id: params.id, etag }, updateMask: maskOf(body), requestId, apply: running },
          options,
        ),
    }),
    route({
      method: 'post',
      path: '/clock-policies/{id}:preview',
      summary: 'Running clocks that this change would move. Nothing is written.',
      tag,
      query: z.strictObject(paging),
      body: policyValues,
      ifMatch: 'required',
      answer: PREVIEW,
      handle: ({ params, body, query, etag, options }) =>
        clockMoves.previewClockChange(
          { policy: { ...body, id: params.id, etag }, updateMask: maskOf(body), ...query },
          options,
        ),
    }),
    route({
      method: 'get',
      path: '/clock-moves',
      summary: 'Pages through the moves of running clocks, newest first.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.followup.v1.ListClockMovesResponse',
      handle: ({ query, options }) => clockMoves.listClockMoves(query, options),
    }),
    route({
      method: 'get',
      path: '/clock-moves/{id}',
      summary: 'Reads a move of running clocks.',
      tag,
      answer: 'crm.followup.v1.ClockMove',
      handle: ({ params, options }) => clockMoves.getClockMove({ moveId: params.id }, options),
    }),
  ];
}
