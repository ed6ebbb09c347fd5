import { followup as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandCall,
  Faults,
  type MethodAccess,
  notFound,
  visibleCustomer,
} from '@fairlead/service-kit';
import type { Deps } from '../application/deps';
import { logFollowUp } from '../application/log-follow-up';
import { parseNewFollowUp } from './follow-up-requests';
import { FOLLOW_UP_REPLY, toFollowUp } from './messages';

export const FOLLOW_UP_ACCESS: MethodAccess = {
  LogFollowUp: ['rep', 'partner', 'manager', 'admin'],
  GetFollowUp: 'any',
  BatchGetFollowUps: 'any',
  ListFollowUps: 'any',
};

const MAX_BATCH = 200;
/** Whoever may see the customer may see its follow-ups, also those of a former owner. */
const WHOLE_CUSTOMER = { kind: 'all' } as const;

/** Follow-up records over gRPC. Who may see a customer is asked of the customer service, with the caller's token. */
export class FollowUpGrpc implements proto.FollowUpServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: Deps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async logFollowUp(request: proto.LogFollowUpRequest, context: CallerContext): Promise<proto.FollowUp> {
    const now = this.clock();
    const input = parseNewFollowUp(request, now);
    const call = commandCall(context, 'LogFollowUp', proto.LogFollowUpRequest, request, FOLLOW_UP_REPLY, now);
    return logFollowUp(this.deps, input, call);
  }

  async getFollowUp({ followUpId }: proto.GetFollowUpRequest, context: CallerContext): Promise<proto.FollowUp> {
    new Faults().uuid('follow_up_id', followUpId).throwIfAny();
    const doc = await this.deps.followUps.store.find(followUpId);
    if (!doc) throw notFound('follow-up', followUpId);
    await visibleCustomer(this.deps, doc.customerId, context);
    return toFollowUp(doc);
  }

  async batchGetFollowUps(
    { customerId, followUpIds }: proto.BatchGetFollowUpsRequest,
    context: CallerContext,
  ): Promise<proto.BatchGetFollowUpsResponse> {
    const faults = new Faults().uuid('customer_id', customerId);
    faults.check(followUpIds.length <= MAX_BATCH, 'follow_up_ids', `must be at most ${MAX_BATCH}`);
    for (const [index, id] of followUpIds.slice(0, MAX_BATCH).entries()) faults.uuid(`follow_up_ids[${index}]`, id);
    faults.throwIfAny();
    await visibleCustomer(this.deps, customerId, context);
    const docs = await this.deps.followUps.store.findMany([...new Set(followUpIds)]);
    const found = new Map(docs.filter((doc) => doc.customerId === customerId).map((doc) => [doc._id, doc]));
    const followUps = followUpIds.flatMap((id) => found.get(id) ?? []).map(toFollowUp);
    return { followUps };
  }

  async listFollowUps(
    { customerId, pageSize, pageToken }: proto.ListFollowUpsRequest,
    context: CallerContext,
  ): Promise<proto.ListFollowUpsResponse> {
    const faults = new Faults().uuid('customer_id', customerId);
    faults.check(pageSize >= 0, 'page_size', 'must not be negative').throwIfAny();
    await visibleCustomer(this.deps, customerId, context);
    const page = { pageSize, pageToken, caller: context.principal.sub };
    const { docs, nextPageToken } = await this.deps.followUps.listOf(customerId, WHOLE_CUSTOMER, page);
    return { followUps: docs.map(toFollowUp), nextPageToken };
  }
}
