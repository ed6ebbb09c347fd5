import { customer } from '@fairlead/proto';
import { z } from 'zod';
import { type Route, route } from '../http/api-router';
import { duration, protoEnum } from '../http/fields';
import type { RouteDeps } from './deps';

const PLAYBOOK = 'crm.customer.v1.Playbook';
const GUIDE = 'crm.customer.v1.StageGuide';

const stage = protoEnum(customer.Stage);
const bilingual = z.strictObject({ en: z.string(), zh: z.string() });
const customerTypes = z.array(protoEnum(customer.CustomerType)).default([]);
const criterion = z.strictObject({ id: z.string(), expression: z.string(), text: bilingual, customerTypes });
const stagePlaybook = z.strictObject({
  items: z
    .array(
      z.strictObject({
        id: z.string(),
        title: bilingual,
        required: z.boolean().default(false),
        taskAfter: duration.optional(),
        customerTypes,
      }),
    )
    .default([]),
  entryCriteria: z.array(criterion).default([]),
  exitCriteria: z.array(criterion).default([]),
});

/** The playbook, and how it stands for a customer. */
export function playbookRoutes({ clients: { playbooks } }: RouteDeps): Route[] {
  const tag = 'Playbook';
  return [
    route({
      method: 'get',
      path: '/playbook',
      summary: 'What is to be done in each stage of a sale, and what a customer has to fulfil there.',
      tag,
      answer: PLAYBOOK,
      handle: ({ options }) => playbooks.getPlaybook({}, options),
    }),
    route({
      method: 'patch',
      path: '/playbook/stages/{id}',
      summary: 'Replaces what the playbook says of one stage, e.g. `STAGE_QUOTE`.',
      tag,
      body: stagePlaybook.extend({ presentCustomers: protoEnum(customer.PresentCustomers).optional() }),
      command: true,
      ifMatch: 'required',
      answer: PLAYBOOK,
      handle: ({ params, body: { presentCustomers, ...body }, etag, requestId, options }) =>
        playbooks.updateStagePlaybook(
          {
            stagePlaybook: customer.StagePlaybook.fromPartial({ ...body, stage: customer.stageFromJSON(params.id) }),
            etag,
            requestId,
            presentCustomers,
          },
          options,
        ),
    }),
    route({
      method: 'post',
      path: '/playbook/stages/{id}:preview',
      summary: 'For how many customers that stand in the stage this change would make tasks. Nothing is written.',
      tag,
      body: stagePlaybook,
      ifMatch: 'required',
      answer: 'crm.customer.v1.PreviewStagePlaybookResponse',
      handle: ({ params, body, etag, options }) =>
        playbooks.previewStagePlaybook(
          {
            stagePlaybook: customer.StagePlaybook.fromPartial({ ...body, stage: customer.stageFromJSON(params.id) }),
            etag,
          },
          options,
        ),
    }),
    route({
      method: 'get',
      path: '/customers/{id}/stage-guide',
      summary:
        'The checklist of a customer, and what is missing on the way to a stage (the next one when none is named).',
      tag,
      query: z.strictObject({ target: stage.optional() }),
      answer: GUIDE,
      handle: ({ params, query, options }) => playbooks.getStageGuide({ customerId: params.id, ...query }, options),
    }),
    route({
      method: 'post',
      path: '/customers/{id}/checklist:tick',
      summary: 'Ticks an item of the checklist off, or takes that back.',
      tag,
      body: z.strictObject({ itemId: z.string(), done: z.boolean().default(true) }),
      command: true,
      answer: GUIDE,
      handle: ({ params, body, requestId, options }) =>
        playbooks.tickItem({ customerId: params.id, ...body, requestId }, options),
    }),
  ];
}
