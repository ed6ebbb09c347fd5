import {
  type AggregateDoc,
  AggregateStore,
  aggregateSchema,
  type PendingHint,
  retryStore,
} from '@fairlead/service-kit';
import type { Connection, Model } from 'mongoose';
import { MAX_ENDPOINTS, type WebhookEndpoint } from '../domain/webhook-endpoint';

export type WebhookEndpointDoc = AggregateDoc<WebhookEndpoint>;

export const webhookEndpointModel = (connection: Connection): Model<WebhookEndpointDoc> =>
  connection.model(
    'WebhookEndpoint',
    aggregateSchema<WebhookEndpoint>(
      {
        url: String,
        description: String,
        eventTypes: [String],
        active: Boolean,
        disabledReason: String,
        secrets: [
          { _id: false, id: String, sealed: String, createTime: Date, expireTime: { type: Date, required: false } },
        ],
      } as never,
      'webhook_endpoints',
    ),
  ) as unknown as Model<WebhookEndpointDoc>;

/** All access to webhook endpoints. There are few, so they are read whole. */
export class WebhookEndpointRepository {
  readonly store: AggregateStore<WebhookEndpoint>;

  constructor(
    private readonly model: Model<WebhookEndpointDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('webhook endpoint', model, hint);
  }

  /** All of them, in the order of their ids. Two that are created at once may make one more than the maximum. */
  async all(): Promise<WebhookEndpointDoc[]> {
    return retryStore(() =>
      this.model
        .find({}, { requests: 0, pending: 0, creation: 0 })
        .sort({ _id: 1 })
        .limit(2 * MAX_ENDPOINTS)
        .lean<WebhookEndpointDoc[]>()
        .exec(),
    );
  }
}
