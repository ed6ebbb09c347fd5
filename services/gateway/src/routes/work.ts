import { followup } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, queryFlag, type Route, route } from '../http/api-router';
import { protoEnum, time } from '../http/fields';
import { readMyDay, readSection, SECTIONS } from '../my-day/my-day';
import type { RouteDeps } from './deps';

const OBLIGATION = 'crm.followup.v1.Obligation';
const TASK = 'crm.followup.v1.Task';
const dueList = {
  ...paging,
  ownerId: z.string().default(''),
  openOnly: queryFlag,
  dueBefore: time.optional(),
  dueAfter: time.optional(),
};
/** What obligations and their processes may be narrowed to. */
export const obligationList = {
  ...dueList,
  teamId: z.string().default(''),
  kind: z.string().default(''),
  state: protoEnum(followup.ObligationState).optional(),
};
const scope = z.enum(['mine', 'team']).default('mine');

/** My day, obligations and tasks. */
export function workRoutes({ clients, directory }: RouteDeps): Route[] {
  const { obligations, tasks } = clients;
  const tag = 'Work';
  return [
    route({
      method: 'get',
      path: '/my-day',
      summary: 'What is overdue, due and claimable: the first page of each.',
      tag,
      query: z.strictObject({ scope }),
      handle: ({ query, caller, options }) =>
        readMyDay({ clients, directory, caller, options, scope: query.scope }, new Date()),
    }),
    ...SECTIONS.map((section) =>
      route({
        method: 'get',
        path: `/my-day/${section}`,
        summary: `Pages through what is ${section}.`,
        tag,
        query: z.strictObject({ ...paging, scope }),
        handle: ({ query: { scope: wanted, ...page }, caller, options }) =>
          readSection({ clients, directory, caller, options, scope: wanted }, section, page, new Date()),
      }),
    ),
    route({
      method: 'get',
      path: '/obligations',
      summary: 'Pages through the obligations in scope, by due time.',
      tag,
      query: z.strictObject({
        ...obligationList,
        subject: z.string().default(''),
      }),
      answer: 'crm.followup.v1.ListObligationsResponse',
      handle: ({ query, options }) => obligations.listObligations(query, options),
    }),
    route({
      method: 'get',
      path: '/obligations/{id}',
      summary: 'Reads an obligation.',
      tag,
      answer: OBLIGATION,
      handle: ({ params, options }) => obligations.getObligation({ obligationId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/obligations/{id}:pause',
      summary: 'Lets a clock stand still until a time, at most 90 days ahead.',
      tag,
      body: z.strictObject({ until: time, reason: z.string() }),
      command: true,
      answer: OBLIGATION,
      handle: ({ params, body, requestId, options }) =>
        obligations.pauseObligation({ obligationId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/obligations/{id}:resume',
      summary: 'Lets a paused clock go on.',
      tag,
      body: NO_BODY,
      command: true,
      answer: OBLIGATION,
      handle: ({ params, requestId, options }) =>
        obligations.resumeObligation({ obligationId: params.id, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/tasks',
      summary: 'Pages through the tasks in scope, by due time.',
      tag,
      query: z.strictObject({ ...dueList, customerId: z.string().default('') }),
      answer: 'crm.followup.v1.ListTasksResponse',
      handle: ({ query, options }) => tasks.listTasks(query, options),
    }),
    route({
      method: 'post',
      path: '/tasks',
      summary: 'Creates a task.',
      tag,
      body: z.strictObject({
        customerId: z.string(),
        ownerId: z.string().optional(),
        title: z.string(),
        dueTime: time,
      }),
      command: true,
      status: 201,
      answer: TASK,
      handle: ({ body, requestId, options }) => tasks.createTask({ task: body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/tasks/{id}:complete',
      summary: 'Marks a task as done.',
      tag,
      body: NO_BODY,
      command: true,
      answer: TASK,
      handle: ({ params, requestId, options }) => tasks.completeTask({ taskId: params.id, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/tasks/{id}:reopen',
      summary: 'Opens a done task again.',
      tag,
      body: NO_BODY,
      command: true,
      answer: TASK,
      handle: ({ params, requestId, options }) => tasks.reopenTask({ taskId: params.id, requestId }, options),
    }),
  ];
}
