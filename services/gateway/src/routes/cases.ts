import { followup } from '@fairlead/proto';
import type { Principal } from '@fairlead/service-kit';
import { z } from 'zod';
import { NO_BODY, paging, queryFlag, type Route, route } from '../http/api-router';
import { duration, protoEnum, time } from '../http/fields';
import type { RouteDeps } from './deps';

const CASE = 'crm.followup.v1.Case';
const SETTINGS = 'crm.followup.v1.CaseSettings';

const priority = protoEnum(followup.CasePriority);
const newCase = z.strictObject({
  kind: protoEnum(followup.CaseKind),
  customerId: z.string(),
  subjectLine: z.string(),
  description: z.string().optional(),
  channel: protoEnum(followup.CaseChannel),
  priority: priority.optional(),
  productRef: z.string().optional(),
  orderRef: z.string().optional(),
  skill: z.string().optional(),
  language: z.string().optional(),
  requester: z.string().optional(),
});
const settings = z.strictObject({
  detection: z.boolean(),
  words: z.array(z.string()).max(1000),
  negations: z.array(z.string()).max(1000),
  objection: duration,
  reopening: duration,
  surveyReminder: duration,
  poorRating: z.int32(),
});
const reason = z.strictObject({ reason: z.string() });

/** Complaints and service requests. */
export function caseRoutes({ clients: { cases, customers }, directory }: RouteDeps): Route[] {
  const tag = 'Cases';
  const people = (found: followup.Case[], reader: Principal) =>
    directory.names(
      found.flatMap(({ assigneeId, ownerId }) => [assigneeId, ownerId]),
      reader,
    );
  /** Names of customers as far as the caller may see them: an agent may work for a customer of somebody else. */
  const customerNames = async (found: followup.Case[], options: Parameters<typeof cases.getCase>[1]) => {
    const customerIds = [...new Set(found.map(({ customerId }) => customerId))].slice(0, 200);
    if (customerIds.length === 0) return {};
    const page = await customers.batchGetCustomers({ customerIds }, options);
    return Object.fromEntries(page.customers.map(({ id, displayName }) => [id, displayName]));
  };
  const plain = [
    ['take', 'A service agent takes a case that nobody has yet.', 'takeCase'],
    ['continue', 'Waiting for the customer is over.', 'continueCase'],
    ['confirm', 'The customer is content: the case closes.', 'confirmCase'],
  ] as const;
  return [
    route({
      method: 'post',
      path: '/cases',
      summary: 'Opens a complaint or service request; it is dispatched by itself.',
      tag,
      body: newCase,
      command: true,
      status: 201,
      answer: CASE,
      handle: ({ body, requestId, options }) =>
        cases.openCase({ case: followup.Case.fromPartial(body), requestId }, options),
    }),
    route({
      method: 'get',
      path: '/cases',
      summary: 'Pages through the cases in scope, the nearest due first, with names.',
      tag,
      query: z.strictObject({
        ...paging,
        customerId: z.string().default(''),
        kind: protoEnum(followup.CaseKind).optional(),
        state: protoEnum(followup.CaseState).optional(),
        priority: priority.optional(),
        assigneeId: z.string().default(''),
        teamId: z.string().default(''),
        openOnly: queryFlag,
        level: protoEnum(followup.CaseLevel).optional(),
        orderBy: z.string().default(''),
      }),
      answer: 'crm.followup.v1.ListCasesResponse',
      async handle({ query, caller, options }) {
        const page = await cases.listCases(query, options);
        const [names, customerNamesById] = [
          await people(page.cases, caller.principal),
          await customerNames(page.cases, options),
        ];
        return { ...page, people: names, customers: customerNamesById };
      },
    }),
    route({
      method: 'get',
      path: '/cases/{id}',
      summary: 'Reads a case with its clocks, and names.',
      tag,
      async handle({ params, caller, options }) {
        const found = await cases.getCase({ caseId: params.id }, options);
        const [names, customerNamesById] = [
          await people([found], caller.principal),
          await customerNames([found], options),
        ];
        return { case: found, people: names, customers: customerNamesById };
      },
    }),
    ...plain.map(([verb, summary, method]) =>
      route({
        method: 'post',
        path: `/cases/{id}:${verb}`,
        summary,
        tag,
        body: NO_BODY,
        command: true,
        answer: CASE,
        handle: ({ params, requestId, options }) => cases[method]({ caseId: params.id as string, requestId }, options),
      }),
    ),
    route({
      method: 'post',
      path: '/cases/{id}:assign',
      summary: 'A manager gives a case to a service agent.',
      tag,
      body: z.strictObject({ assigneeId: z.string() }),
      command: true,
      answer: CASE,
      handle: ({ params, body, requestId, options }) =>
        cases.assignCase({ caseId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/cases/{id}:respond',
      summary: 'Records the first response to the customer.',
      tag,
      body: z.strictObject({ text: z.string().default('') }),
      command: true,
      answer: CASE,
      handle: ({ params, body, requestId, options }) =>
        cases.respondToCase({ caseId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/cases/{id}:wait',
      summary: 'The clock stands still until a time at most: the customer has to do something.',
      tag,
      body: z.strictObject({ until: time, reason: z.string() }),
      command: true,
      answer: CASE,
      handle: ({ params, body, requestId, options }) =>
        cases.waitForCustomer({ caseId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/cases/{id}:changePriority',
      summary: 'Changes the priority, and with it the policy of the running clocks.',
      tag,
      body: reason.extend({ priority }),
      command: true,
      answer: CASE,
      handle: ({ params, body, requestId, options }) =>
        cases.changeCasePriority({ caseId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/cases/{id}:resolve',
      summary: 'Records what was done.',
      tag,
      body: z.strictObject({ resolution: z.string() }),
      command: true,
      answer: CASE,
      handle: ({ params, body, requestId, options }) =>
        cases.resolveCase({ caseId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/cases/{id}:reopen',
      summary: 'Takes a resolved or closed case up again.',
      tag,
      body: reason,
      command: true,
      answer: CASE,
      handle: ({ params, body, requestId, options }) =>
        cases.reopenCase({ caseId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/cases/{id}:merge',
      summary: 'Merges a case into another one of the same customer; answers that one.',
      tag,
      body: z.strictObject({ intoCaseId: z.string() }),
      command: true,
      answer: CASE,
      handle: ({ params, body, requestId, options }) =>
        cases.mergeCases({ caseId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/cases/{id}/notes',
      summary: 'Pages through the notes of a case, newest first, with names.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.followup.v1.ListCaseNotesResponse',
      async handle({ params, query, caller, options }) {
        const page = await cases.listCaseNotes({ caseId: params.id, ...query }, options);
        const authors = page.notes.map(({ author }) => author);
        return { ...page, people: await directory.names(authors, caller.principal) };
      },
    }),
    route({
      method: 'post',
      path: '/cases/{id}/notes',
      summary: 'Adds a note.',
      tag,
      body: z.strictObject({ text: z.string() }),
      command: true,
      status: 201,
      answer: 'crm.followup.v1.CaseNote',
      handle: ({ params, body, requestId, options }) =>
        cases.addCaseNote({ caseId: params.id, ...body, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/cases/{id}/duplicates',
      summary: 'Open cases of the same customer that may be about the same.',
      tag,
      answer: 'crm.followup.v1.SuggestDuplicatesResponse',
      handle: ({ params, options }) => cases.suggestDuplicates({ caseId: params.id }, options),
    }),
    route({
      method: 'get',
      path: '/case-board',
      summary: 'Open cases by state and level, the longest waiting, and the load of the agents.',
      tag,
      query: z.strictObject({ teamId: z.string().default('') }),
      answer: 'crm.followup.v1.CaseBoard',
      async handle({ query, caller, options }) {
        const board = await cases.getCaseBoard(query, options);
        const shown = [...board.longest, ...board.nearest];
        const ids = board.agents.map(({ repId }) => repId);
        const [names, agents, customerNamesById] = [
          await people(shown, caller.principal),
          await directory.names(ids, caller.principal),
          await customerNames(shown, options),
        ];
        return { ...board, people: { ...names, ...agents }, customers: customerNamesById };
      },
    }),
    route({
      method: 'get',
      path: '/case-settings',
      summary: 'What holds for cases: words of complaint, times, ratings.',
      tag,
      answer: SETTINGS,
      handle: ({ options }) => cases.getCaseSettings({}, options),
    }),
    route({
      method: 'patch',
      path: '/case-settings',
      summary: 'Changes the settings for what comes from now on.',
      tag,
      body: settings,
      command: true,
      ifMatch: 'required',
      answer: SETTINGS,
      handle: ({ body, etag, requestId, options }) =>
        cases.updateCaseSettings(
          { settings: followup.CaseSettings.fromPartial({ ...body, etag }), requestId },
          options,
        ),
    }),
  ];
}
