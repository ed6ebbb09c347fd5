import { assignment } from '@fairlead/proto';
import type { Principal } from '@fairlead/service-kit';
import { z } from 'zod';
import { NO_BODY, paging, queryFlag, type Route, route } from '../http/api-router';
import { maskOf, protoEnum, time } from '../http/fields';
import type { RouteDeps } from './deps';
import { namesOf } from './names';

const HANDOVER = 'crm.assignment.v1.Handover';

const plan = z.strictObject({
  named: z
    .array(z.strictObject({ leadId: z.string(), repId: z.string() }))
    .max(1000)
    .default([]),
  leadsTo: z.string().default(''),
  customersTo: z.string().default(''),
  rule: protoEnum(assignment.ReceiverRule).optional(),
  shares: z
    .array(z.strictObject({ repId: z.string(), weight: z.int32() }))
    .max(1000)
    .default([]),
});
const terms = z.strictObject({
  reason: protoEnum(assignment.HandoverReason).optional(),
  mode: protoEnum(assignment.HandoverMode).optional(),
  startTime: time.nullable().optional(),
  returnTime: time.nullable().optional(),
  plan: plan.optional(),
  note: z.string().optional(),
});
const newHandover = terms.extend({ fromRepId: z.string() });

/** A time that is taken away is null in a body and missing on the wire. */
const withoutNulls = <T extends { startTime?: Date | null | undefined; returnTime?: Date | null | undefined }>(
  body: T,
) => ({
  ...body,
  startTime: body.startTime ?? undefined,
  returnTime: body.returnTime ?? undefined,
});

/** Handovers: what a rep looks after goes to others, for good or for a while. */
export function handoverRoutes({ clients: { handovers, customers }, directory }: RouteDeps): Route[] {
  const tag = 'Handovers';
  const people = (all: assignment.Handover[], reader: Principal) =>
    directory.names(
      all.flatMap(({ fromRepId, requestedBy, approvedBy, receivers }) => [
        fromRepId,
        requestedBy,
        approvedBy,
        ...receivers.map(({ repId }) => repId),
      ]),
      reader,
    );
  const commands = [
    ['submit', 'Asks for approval.', 'submitHandover'],
    ['approve', 'Approves: it starts at once, or at its start time.', 'approveHandover'],
    ['cancel', 'Gives it up before it has started.', 'cancelHandover'],
    ['acknowledge', 'The calling rep has taken note of what came.', 'acknowledgeHandover'],
    ['undo', 'Takes it back within seven days: whatever is still as it left it returns.', 'undoHandover'],
  ] as const;
  return [
    route({
      method: 'post',
      path: '/handovers:preview',
      summary: 'What would go to whom, with what goes along. Nothing is written.',
      tag,
      query: z.strictObject(paging),
      body: z.strictObject({ fromRepId: z.string(), plan: plan.optional(), handoverId: z.string().default('') }),
      answer: 'crm.assignment.v1.PreviewHandoverResponse',
      async handle({ body, query, caller, options }) {
        const found = await handovers.previewHandover({ ...body, ...query }, options);
        const [names, byId] = await Promise.all([
          directory.names(
            found.receivers.map(({ repId }) => repId),
            caller.principal,
          ),
          customerNames(found.items, options),
        ]);
        return { ...found, people: names, customerNames: byId };
      },
    }),
    route({
      method: 'get',
      path: '/handovers',
      summary: 'Pages through the handovers that concern the caller, newest first.',
      tag,
      query: z.strictObject({
        ...paging,
        fromRepId: z.string().default(''),
        state: protoEnum(assignment.HandoverState).optional(),
        underWay: queryFlag,
      }),
      answer: 'crm.assignment.v1.ListHandoversResponse',
      async handle({ query, caller, options }) {
        const page = await handovers.listHandovers(query, options);
        return { ...page, people: await people(page.handovers, caller.principal) };
      },
    }),
    route({
      method: 'post',
      path: '/handovers',
      summary: 'Writes a draft down.',
      tag,
      body: newHandover,
      command: true,
      status: 201,
      answer: HANDOVER,
      handle: ({ body, requestId, options }) =>
        handovers.createHandover({ handover: withoutNulls(body), requestId }, options),
    }),
    route({
      method: 'get',
      path: '/handovers/{id}',
      summary: 'Reads a handover with what was done so far.',
      tag,
      answer: HANDOVER,
      async handle({ params, caller, options }) {
        const found = await handovers.getHandover({ handoverId: params.id }, options);
        return { ...found, people: await people([found], caller.principal) };
      },
    }),
    route({
      method: 'patch',
      path: '/handovers/{id}',
      summary: 'Changes the fields of a draft that the body names; null takes a time away.',
      tag,
      body: terms,
      command: true,
      ifMatch: 'required',
      answer: HANDOVER,
      handle: ({ params, body, etag, requestId, options }) =>
        handovers.updateHandover(
          { handover: { ...withoutNulls(body), id: params.id, etag }, updateMask: maskOf(body), requestId },
          options,
        ),
    }),
    route({
      method: 'post',
      path: '/handovers/{id}/notes',
      summary: 'Notes on one customer for the receiver: what was promised, where negotiations stand.',
      tag,
      body: z.strictObject({
        leadId: z.string(),
        specialPromises: z.string().default(''),
        negotiationState: z.string().default(''),
      }),
      command: true,
      answer: 'crm.assignment.v1.HandoverNote',
      handle: ({ params, body, requestId, options }) =>
        handovers.writeHandoverNote({ note: { ...body, handoverId: params.id }, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/handovers/{id}/items',
      summary: 'Pages through the customers of a handover; a receiver sees those that came to the receiver.',
      tag,
      query: z.strictObject({
        ...paging,
        state: protoEnum(assignment.HandoverItemState).optional(),
        toRepId: z.string().default(''),
      }),
      answer: 'crm.assignment.v1.ListHandoverItemsResponse',
      async handle({ params, query, caller, options }) {
        const page = await handovers.listHandoverItems({ handoverId: params.id, ...query }, options);
        const [names, byId] = await Promise.all([
          directory.names(
            page.items.map(({ toRepId }) => toRepId),
            caller.principal,
          ),
          customerNames(page.items, options),
        ]);
        return { ...page, people: names, customerNames: byId };
      },
    }),
    route({
      method: 'post',
      path: '/handovers/{id}:reject',
      summary: 'Sends it back to its author, with the reason.',
      tag,
      body: z.strictObject({ reason: z.string() }),
      command: true,
      answer: HANDOVER,
      handle: ({ params, body, requestId, options }) =>
        handovers.rejectHandover({ handoverId: params.id, reason: body.reason, requestId }, options),
    }),
    ...commands.map(([verb, summary, method]) =>
      route({
        method: 'post',
        path: `/handovers/{id}:${verb}`,
        summary,
        tag,
        body: NO_BODY,
        command: true,
        answer: HANDOVER,
        handle: ({ params, requestId, options }) => handovers[method]({ handoverId: params.id, requestId }, options),
      }),
    ),
  ];

  /** Names of the customers that the caller may see. */
  async function customerNames(items: { leadId: string }[], options: Parameters<typeof handovers.getHandover>[1]) {
    if (items.length === 0) return {};
    const customerIds = items.map(({ leadId }) => leadId);
    const { customers: found } = await customers.batchGetCustomers({ customerIds }, options);
    return namesOf(found);
  }
}
