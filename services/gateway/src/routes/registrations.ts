import { customer } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, queryFlag, type Route, route } from '../http/api-router';
import { duration, protoEnum, time } from '../http/fields';
import type { RouteDeps } from './deps';
import { money } from './orders';

const REGISTRATION = 'crm.customer.v1.Registration';
const CONTEST = 'crm.customer.v1.Contest';
const POLICY = 'crm.customer.v1.RegistrationPolicy';

const prospect = z.strictObject({
  type: protoEnum(customer.CustomerType).optional(),
  displayName: z.string(),
  country: z.string().optional(),
  region: z.string().optional(),
  city: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  externalRef: z.string().optional(),
  productLine: z.string().optional(),
  expectedAmount: money.optional(),
  expectedCloseDate: z.string().optional(),
  note: z.string().optional(),
});
const evidence = { evidence: z.string(), evidenceLink: z.string().default('') };
const decision = protoEnum({
  CONTEST_STATE_UPHELD: customer.ContestState.CONTEST_STATE_UPHELD,
  CONTEST_STATE_TRANSFERRED: customer.ContestState.CONTEST_STATE_TRANSFERRED,
} as const);
const policy = z.strictObject({
  protection: duration,
  reminder: duration,
  extensions: z.int32(),
  extension: duration,
  contest: duration,
  mostPerRegistrant: z.int32(),
});

/** Registrations of prospects, and contests of them. */
export function registrationRoutes({ clients: { registrations }, directory }: RouteDeps): Route[] {
  const tag = 'Registrations';
  return [
    route({
      method: 'post',
      path: '/registrations',
      summary: 'Registers a prospect; a conflict tells until when it is taken, never by whom.',
      tag,
      body: prospect.extend({ registrantId: z.string().default('') }),
      command: true,
      status: 201,
      answer: REGISTRATION,
      handle: ({ body: { registrantId, ...given }, requestId, options }) =>
        registrations.registerProspect(
          { prospect: customer.Prospect.fromPartial(given), registrantId, requestId },
          options,
        ),
    }),
    route({
      method: 'get',
      path: '/registrations',
      summary: 'Pages through the registrations in scope, the nearest end first, with the names of their registrants.',
      tag,
      query: z.strictObject({
        ...paging,
        state: protoEnum(customer.RegistrationState).optional(),
        registrantId: z.string().default(''),
        teamId: z.string().default(''),
        expiringBefore: time.optional(),
        protectingOnly: queryFlag,
        orderBy: z.string().default(''),
      }),
      answer: 'crm.customer.v1.ListRegistrationsResponse',
      async handle({ query, caller, options }) {
        const page = await registrations.listRegistrations(query, options);
        const ids = page.registrations.map(({ registrantId }) => registrantId);
        return { ...page, people: await directory.names(ids, caller.principal) };
      },
    }),
    route({
      method: 'get',
      path: '/registrations/{id}',
      summary: 'Reads a registration.',
      tag,
      answer: REGISTRATION,
      handle: ({ params, options }) => registrations.getRegistration({ registrationId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/registrations/{id}:extend',
      summary: 'Protects for longer, on evidence.',
      tag,
      body: z.strictObject(evidence),
      command: true,
      ifMatch: 'optional',
      answer: REGISTRATION,
      handle: ({ params, body, etag, requestId, options }) =>
        registrations.extendRegistration({ registrationId: params.id, ...body, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/registrations/{id}:withdraw',
      summary: 'Gives a registration up: the prospect is free at once.',
      tag,
      body: NO_BODY,
      command: true,
      ifMatch: 'optional',
      answer: REGISTRATION,
      handle: ({ params, etag, requestId, options }) =>
        registrations.withdrawRegistration({ registrationId: params.id, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/registrations/{id}:convert',
      summary: "Notes the registrant's customer that the prospect became.",
      tag,
      body: z.strictObject({ customerId: z.string() }),
      command: true,
      ifMatch: 'optional',
      answer: REGISTRATION,
      handle: ({ params, body, etag, requestId, options }) =>
        registrations.convertRegistration({ registrationId: params.id, ...body, etag, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/contests',
      summary: 'Pages through contests: own ones, or those within the teams; all of so many registrations a page.',
      tag,
      query: z.strictObject({ ...paging, openOnly: queryFlag }),
      answer: 'crm.customer.v1.ListContestsResponse',
      async handle({ query, caller, options }) {
        const page = await registrations.listContests(query, options);
        const ids = page.contests.flatMap(({ registrantId, contestantId }) => [registrantId, contestantId]);
        return { ...page, people: await directory.names(ids, caller.principal) };
      },
    }),
    route({
      method: 'post',
      path: '/contests',
      summary: 'Contests the registration behind a conflict.',
      tag,
      body: z.strictObject({ conflictReference: z.string(), reason: z.string(), ...evidence }),
      command: true,
      status: 201,
      answer: CONTEST,
      handle: ({ body, requestId, options }) => registrations.contestRegistration({ ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/contests:withdraw',
      summary: "Takes the caller's own open contest back.",
      tag,
      body: z.strictObject({ conflictReference: z.string() }),
      command: true,
      answer: CONTEST,
      handle: ({ body, requestId, options }) => registrations.withdrawContest({ ...body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/registrations/{id}/contests/{contestId}:decide',
      summary: 'Decides a contest: the registration stands, or goes to the contestant.',
      tag,
      body: z.strictObject({ decision, reason: z.string() }),
      command: true,
      answer: CONTEST,
      handle: ({ params, body, requestId, options }) =>
        registrations.decideContest(
          { registrationId: params.id, contestId: params.contestId, ...body, requestId },
          options,
        ),
    }),
    route({
      method: 'get',
      path: '/registration-policy',
      summary: 'What holds for registrations: protection, reminder, extensions, contests, limit.',
      tag,
      answer: POLICY,
      handle: ({ options }) => registrations.getRegistrationPolicy({}, options),
    }),
    route({
      method: 'patch',
      path: '/registration-policy',
      summary: 'Changes the policy for what comes from now on.',
      tag,
      body: policy,
      command: true,
      ifMatch: 'required',
      answer: POLICY,
      handle: ({ body, etag, requestId, options }) =>
        registrations.updateRegistrationPolicy(
          { policy: customer.RegistrationPolicy.fromPartial({ ...body, etag }), requestId },
          options,
        ),
    }),
  ];
}
