import { assignment } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, type Route, route } from '../http/api-router';
import { int64, protoEnum } from '../http/fields';
import { HttpError } from '../http/problems';
import type { RouteDeps } from './deps';

const RULE_SET = 'crm.assignment.v1.RuleSet';

const rule = z.strictObject({
  id: z.string(),
  condition: z.string(),
  teamIds: z.array(z.string()),
  repCondition: z.string().default(''),
  balance: protoEnum(assignment.Balance).optional(),
  workingHoursOnly: z.boolean().default(false),
  waitSeconds: int64.optional(),
  priority: z.int32().default(0),
  overflowTeamId: z.string().default(''),
});

/** Assignment rules by version. */
export function ruleSetRoutes({ clients: { assignments } }: RouteDeps): Route[] {
  const tag = 'Assignment';
  return [
    route({
      method: 'get',
      path: '/rule-sets',
      summary: 'Pages through all versions, newest first.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.assignment.v1.ListRuleSetsResponse',
      handle: ({ query, options }) => assignments.listRuleSets(query, options),
    }),
    route({
      method: 'get',
      path: '/rule-sets/{version}',
      summary: 'Reads a version; 0 is the published one.',
      tag,
      answer: RULE_SET,
      handle: ({ params, options }) => assignments.getRuleSet({ version: versionOf(params) }, options),
    }),
    route({
      method: 'post',
      path: '/rule-sets',
      summary: 'Saves a draft after checking every condition.',
      tag,
      body: z.strictObject({
        rules: z.array(rule),
        fallbackTeamId: z.string(),
        description: z.string().default(''),
        knownOwnerFirst: z.boolean().default(false),
      }),
      command: true,
      status: 201,
      answer: RULE_SET,
      handle: ({ body, requestId, options }) => assignments.createRuleSet({ ruleSet: body, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/rule-sets/{version}:publish',
      summary: 'Puts a version in force.',
      tag,
      body: NO_BODY,
      command: true,
      answer: RULE_SET,
      handle: ({ params, requestId, options }) =>
        assignments.publishRuleSet({ version: versionOf(params), requestId }, options),
    }),
  ];
}

function versionOf({ version = '' }: Record<string, string>): number {
  if (/^\d{1,9}$/.test(version)) return Number(version);
  const fault = { field: 'version', description: 'must be a whole number' };
  throw new HttpError(400, 'INVALID_ARGUMENT', 'version: must be a whole number', [fault]);
}
