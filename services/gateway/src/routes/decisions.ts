import { z } from 'zod';
import { paging, type Route, route } from '../http/api-router';
import type { RouteDeps } from './deps';

const WHAT_IF = 'crm.assignment.v1.WhatIf';

/** Why reps got leads or not, and what other rules would have done. */
export function decisionRoutes({ clients: { assignments, whatIfs } }: RouteDeps): Route[] {
  const tag = 'Assignment';
  return [
    route({
      method: 'get',
      path: '/leads/{id}/explanation',
      summary: 'Why a rep got or did not get the lead; reps ask for themselves.',
      tag,
      query: z.strictObject({ repId: z.string().default(''), cycle: z.coerce.number().int().min(0).default(0) }),
      answer: 'crm.assignment.v1.DecisionExplanation',
      handle: ({ params, query, options }) => assignments.explainDecision({ leadId: params.id, ...query }, options),
    }),
    route({
      method: 'get',
      path: '/candidacies',
      summary: 'The newest decisions that looked at a rep, with what came of it.',
      tag,
      query: z.strictObject({ ...paging, repId: z.string().default('') }),
      answer: 'crm.assignment.v1.ListCandidaciesResponse',
      handle: ({ query, options }) => assignments.listCandidacies(query, options),
    }),
    route({
      method: 'get',
      path: '/what-ifs',
      summary: 'The newest replays of the past with other rules.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.assignment.v1.ListWhatIfsResponse',
      handle: ({ query, options }) => whatIfs.listWhatIfs(query, options),
    }),
    route({
      method: 'post',
      path: '/what-ifs',
      summary: 'Replays the decisions of the last days with a rule set.',
      tag,
      body: z.strictObject({ ruleSetVersion: z.int32(), days: z.int32() }),
      command: true,
      status: 201,
      answer: WHAT_IF,
      handle: ({ body, requestId, options }) => whatIfs.createWhatIf({ ...body, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/what-ifs/{id}',
      summary: 'Progress and result of a replay.',
      tag,
      answer: WHAT_IF,
      handle: ({ params, options }) => whatIfs.getWhatIf({ whatIfId: params.id }, options),
    }),
    route({
      method: 'get',
      path: '/what-ifs/{id}/changes',
      summary: 'The leads that would have gone elsewhere.',
      tag,
      query: z.strictObject({ ...paging, repId: z.string().default('') }),
      answer: 'crm.assignment.v1.ListWhatIfChangesResponse',
      handle: ({ params, query, options }) => whatIfs.listWhatIfChanges({ whatIfId: params.id, ...query }, options),
    }),
  ];
}
