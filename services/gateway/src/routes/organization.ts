import { z } from 'zod';
import { paging, type Route, route } from '../http/api-router';
import { int64, maskOf, time } from '../http/fields';
import type { RouteDeps } from './deps';

const TEAM = 'crm.assignment.v1.Team';
const REP = 'crm.assignment.v1.Rep';

const poolPolicy = z.strictObject({ coolDownSeconds: int64.optional(), holdingLimit: z.int32().optional() });
const teamValues = z.strictObject({
  displayName: z.string().optional(),
  managerId: z.string().optional(),
  calendarId: z.string().optional(),
  poolPolicy: poolPolicy.optional(),
});
const newTeam = teamValues.extend({ id: z.string(), displayName: z.string(), parentId: z.string().optional() });
const repValues = z.strictObject({
  displayName: z.string().optional(),
  territories: z.array(z.string()).optional(),
  skills: z.array(z.string()).optional(),
  capacityWeight: z.number().optional(),
  active: z.boolean().optional(),
  level: z.int32().optional(),
  languages: z.array(z.string()).optional(),
  dailyQuota: z.int32().optional(),
});
const newRep = repValues.omit({ active: true }).extend({ id: z.string(), displayName: z.string(), teamId: z.string() });

/** Teams, reps and their leave. */
export function organizationRoutes({ clients: { organization } }: RouteDeps): Route[] {
  const tag = 'Organization';
  return [
    route({
      method: 'get',
      path: '/teams',
      summary: 'Pages through all teams.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.assignment.v1.ListTeamsResponse',
      handle: ({ query, options }) => organization.listTeams(query, options),
    }),
    route({
      method: 'get',
      path: '/teams/{id}',
      summary: 'Reads a team.',
      tag,
      answer: TEAM,
      handle: ({ params, options }) => organization.getTeam({ teamId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/teams',
      summary: 'Creates a team with its public pool.',
      tag,
      body: newTeam,
      command: true,
      status: 201,
      answer: TEAM,
      handle: ({ body, requestId, options }) => organization.createTeam({ team: body, requestId }, options),
    }),
    route({
      method: 'patch',
      path: '/teams/{id}',
      summary: 'Changes the fields that the body names.',
      tag,
      body: teamValues,
      command: true,
      ifMatch: 'required',
      answer: TEAM,
      handle: ({ params, body, etag, requestId, options }) =>
        organization.updateTeam(
          { team: { ...body, id: params.id, etag }, updateMask: maskOf(body), requestId },
          options,
        ),
    }),
    route({
      method: 'get',
      path: '/reps',
      summary: 'Pages through all reps, or those of a team.',
      tag,
      query: z.strictObject({ ...paging, teamId: z.string().default('') }),
      answer: 'crm.assignment.v1.ListRepsResponse',
      handle: ({ query, options }) => organization.listReps(query, options),
    }),
    route({
      method: 'get',
      path: '/reps/{id}',
      summary: 'Reads a rep.',
      tag,
      answer: REP,
      handle: ({ params, options }) => organization.getRep({ repId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/reps',
      summary: 'Creates a rep.',
      tag,
      body: newRep,
      command: true,
      status: 201,
      answer: REP,
      handle: ({ body, requestId, options }) => organization.createRep({ rep: body, requestId }, options),
    }),
    route({
      method: 'patch',
      path: '/reps/{id}',
      summary: 'Changes the fields that the body names.',
      tag,
      body: repValues,
      command: true,
      ifMatch: 'required',
      answer: REP,
      handle: ({ params, body, etag, requestId, options }) =>
        organization.updateRep({ rep: { ...body, id: params.id, etag }, updateMask: maskOf(body), requestId }, options),
    }),
    route({
      method: 'post',
      path: '/reps/{id}/leaves',
      summary: 'Adds a leave: no new leads, clocks stand still.',
      tag,
      body: z.strictObject({ from: time, to: time }),
      command: true,
      status: 201,
      answer: REP,
      handle: ({ params, body, requestId, options }) =>
        organization.addLeave({ repId: params.id, leave: body, requestId }, options),
    }),
    route({
      method: 'delete',
      path: '/reps/{id}/leaves/{leaveId}',
      summary: 'Takes a leave back.',
      tag,
      command: true,
      answer: REP,
      handle: ({ params, requestId, options }) =>
        organization.cancelLeave({ repId: params.id, leaveId: params.leaveId, requestId }, options),
    }),
  ];
}
