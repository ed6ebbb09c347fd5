import { notification as proto } from '@fairlead/proto';
import {
  type AggregateDoc,
  AggregateStore,
  afterKey,
  aggregateSchema,
  type PageKey,
  type PendingHint,
  retryStore,
} from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Channel } from '../domain/channel';
import type { Delivery } from '../domain/delivery';

export type DeliveryDoc = AggregateDoc<Delivery>;

const { DeliveryState } = proto;

export const deliveryModel = (connection: Connection): Model<DeliveryDoc> =>
  connection.model(
    'Delivery',
    aggregateSchema<Delivery>(
      {
        recipientId: String,
        kind: String,
        urgency: String,
        subject: String,
        params: Schema.Types.Mixed,
        channel: String,
        address: String,
        // Mails of before other channels have none.
        targetId: { type: String, required: false },
        locale: String,
        timeZone: String,
        state: String,
        reason: String,
        attempts: [{ _id: false, time: Date, error: String }],
        attemptCount: Number,
        failures: Number,
        nextAttemptTime: { type: Date, required: false },
        giveUpTime: Date,
        messageId: String,
        sendingSince: { type: Date, required: false },
        sentTime: { type: Date, required: false },
        possiblyRepeated: Boolean,
        digestId: String,
        itemIds: [String],
      } as never,
      'deliveries',
      [
        { serves: 'due_next_of_a_channel', fields: { channel: 1, state: 1, nextAttemptTime: 1 } },
        { serves: 'items_of_a_digest', fields: { digestId: 1 } },
        { serves: 'deliveries_newest_first', fields: { createTime: -1, _id: 1 } },
        { serves: 'deliveries_of_a_recipient', fields: { recipientId: 1, createTime: -1, _id: 1 } },
        { serves: 'deliveries_of_a_channel', fields: { channel: 1, createTime: -1, _id: 1 } },
        { serves: 'dead_of_a_channel_oldest_first', fields: { channel: 1, state: 1, createTime: 1, _id: 1 } },
      ],
    ),
  ) as unknown as Model<DeliveryDoc>;

/** What a list shows; an absent value does not narrow it. */
export interface DeliveryFilter {
  recipientId?: string;
  state?: proto.DeliveryState;
  channel?: Channel;
  kind?: string;
}

/** All access to deliveries. */
export class DeliveryRepository {
  readonly store: AggregateStore<Delivery>;

  constructor(
    private readonly model: Model<DeliveryDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('delivery', model, hint);
  }

  /** Queued ones of a channel whose time has come, the longest waiting first; not those to some targets. */
  async due(channel: Channel, now: Date, limit: number, exceptTargets: string[] = []): Promise<DeliveryDoc[]> {
    const filter = {
      channel,
      state: DeliveryState.DELIVERY_STATE_QUEUED,
      nextAttemptTime: { $lte: now },
      ...(exceptTargets.length > 0 ? { targetId: { $nin: exceptTargets } } : {}),
    };
    return this.find(filter, { nextAttemptTime: 1, _id: 1 }, limit);
  }

  /** Items that wait for this digest, oldest first. */
  async waitingFor(digestId: string, limit: number): Promise<DeliveryDoc[]> {
    return this.find({ digestId, state: DeliveryState.DELIVERY_STATE_QUEUED }, { createTime: 1, _id: 1 }, limit);
  }

  /** Newest first, after the key. */
  async page(
    { recipientId, state, channel, kind }: DeliveryFilter,
    key: PageKey | undefined,
    size: number,
  ): Promise<DeliveryDoc[]> {
    const order: [string, 1 | -1][] = [
      ['createTime', -1],
      ['_id', 1],
    ];
    const filter = {
      ...(recipientId ? { recipientId } : {}),
      ...(state ? { state } : {}),
      ...(channel ? { channel } : {}),
      ...(kind ? { kind } : {}),
      ...(key ? afterKey(order, [new Date(key[0] as number), key[1]]) : {}),
    };
    return this.find(filter, { createTime: -1, _id: 1 }, size);
  }

  /** Dead ones of a channel that were decided since a time, oldest first, after the key. */
  async dead(channel: Channel, since: Date, key: PageKey | undefined, size: number): Promise<DeliveryDoc[]> {
    const order: [string, 1 | -1][] = [
      ['createTime', 1],
      ['_id', 1],
    ];
    const filter = {
      channel,
      state: DeliveryState.DELIVERY_STATE_DEAD,
      ...(key ? afterKey(order, [new Date(key[0] as number), key[1]]) : { createTime: { $gte: since } }),
    };
    return this.find(filter, { createTime: 1, _id: 1 }, size);
  }

  private find(filter: object, order: Record<string, 1 | -1>, limit: number): Promise<DeliveryDoc[]> {
    return retryStore(() =>
      this.model
        .find(filter as never, { requests: 0, pending: 0 })
        .sort(order)
        .limit(limit)
        .lean<DeliveryDoc[]>()
        .exec(),
    );
  }
}
