import type { customer, insight as proto } from '@fairlead/proto';
import {
  type CallerContext,
  type ConsumerStore,
  decodePageToken,
  encodePageToken,
  Faults,
  fromClientError,
  isPartner,
  type MethodAccess,
  onBehalfOf,
  pageSize,
} from '@fairlead/service-kit';
import { CASE_TYPES, consumerName, SHOWN } from '../application/project-timeline';
import type { TimelineDoc, TimelineRepository } from '../repository/timeline-repository';
import { positionsOf } from './positions';

export const TIMELINE_ACCESS: MethodAccess = { ListTimeline: 'any' };

const toProto = (doc: TimelineDoc): proto.TimelineEntry => ({
  id: doc._id,
  customerId: doc.customerId,
  type: doc.type,
  time: doc.time,
  actor: doc.actor,
  data: doc.data,
});

/** gRPC edge of timelines. */
export class TimelineGrpc implements proto.TimelineServiceImplementation<CallerContext> {
  constructor(
    private readonly timeline: TimelineRepository,
    private readonly consumers: ConsumerStore,
    private readonly customers: Pick<customer.CustomerServiceClient, 'getCustomer'>,
  ) {}

  async listTimeline(
    request: proto.ListTimelineRequest,
    { principal, token }: CallerContext,
  ): Promise<proto.ListTimelineResponse> {
    const all = Object.values(SHOWN).flat();
    const shown = isPartner(principal) ? all.filter((type) => !CASE_TYPES.includes(type)) : all;
    const faults = new Faults().uuid('customer_id', request.customerId);
    request.types.forEach((type, index) => {
      faults.check(shown.includes(type), `types[${index}]`, 'is no type that timelines show');
    });
    faults.throwIfAny();
    await this.requireCustomer(request.customerId, token);
    const binding = ['timeline', request.customerId, request.types, principal.sub];
    const key = decodePageToken(binding, request.pageToken, ['time', 'text']);
    const size = pageSize(request.pageSize, 50, 200);
    const indexedThrough = await positionsOf(this.consumers, Object.keys(SHOWN), consumerName);
    // Without a choice partners get what they may see; everybody else gets all.
    const types = request.types.length === 0 && shown.length < all.length ? shown : request.types;
    const docs = await this.timeline.page(
      request.customerId,
      { types, withCases: !isPartner(principal) },
      key,
      size + 1,
    );
    const last = docs.length > size ? docs[size - 1] : undefined;
    return {
      entries: docs.slice(0, size).map(toProto),
      nextPageToken: last ? encodePageToken(binding, [last.time.getTime(), last._id]) : '',
      indexedThrough,
    };
  }

  private async requireCustomer(customerId: string, token: string): Promise<void> {
    try {
      await this.customers.getCustomer({ customerId }, onBehalfOf({ token }));
    } catch (error) {
      throw fromClientError(error);
    }
  }
}
