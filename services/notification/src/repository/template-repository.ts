import {
  type AggregateDoc,
  AggregateStore,
  aggregateSchema,
  type PendingHint,
  retryStore,
} from '@fairlead/service-kit';
import type { Connection, Model } from 'mongoose';
import type { MailText } from '../domain/catalogue';
import type { Channel } from '../domain/channel';
import { isKind, isTemplateChannel, type MessageTemplate, templateId } from '../domain/message-template';
import type { Locale } from '../domain/preferences';

export type TemplateDoc = AggregateDoc<MessageTemplate>;

export const templateModel = (connection: Connection): Model<TemplateDoc> =>
  connection.model(
    'MessageTemplate',
    aggregateSchema<MessageTemplate>(
      {
        kind: String,
        channel: String,
        locale: String,
        subject: String,
        body: String,
        version: Number,
        overridden: Boolean,
        updatedBy: String,
      } as never,
      'message_templates',
    ),
  ) as unknown as Model<TemplateDoc>;

/** Kinds, channels and languages are few, and there is at most one record for each. */
const MOST = 2000;

/** All access to the texts of admins. */
export class TemplateRepository {
  readonly store: AggregateStore<MessageTemplate>;

  constructor(
    private readonly model: Model<TemplateDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('message template', model, hint);
  }

  /** Every text that was ever changed, by id. */
  async all(): Promise<Map<string, TemplateDoc>> {
    const found = await retryStore(() =>
      this.model
        .find({}, { requests: 0, pending: 0, creation: 0 })
        .sort({ _id: 1 })
        .limit(MOST)
        .lean<TemplateDoc[]>()
        .exec(),
    );
    return new Map(found.map((doc) => [doc._id, doc]));
  }

  /** The own texts of these kinds that stand in the place of built-in ones. */
  async textsFor(channel: Channel, locale: Locale, kinds: string[]): Promise<Map<string, MailText>> {
    if (!isTemplateChannel(channel)) return new Map();
    const ids = [...new Set(kinds)].filter(isKind).map((kind) => templateId({ kind, channel, locale }));
    const found = await this.store.findMany(ids);
    return new Map(found.filter(({ overridden }) => overridden).map((doc) => [doc.kind, doc]));
  }
}
