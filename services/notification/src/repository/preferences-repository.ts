import { type AggregateDoc, AggregateStore, aggregateSchema, type PendingHint } from '@fairlead/service-kit';
import type { Connection, Model } from 'mongoose';
import { DEFAULT_PREFERENCES, type Preferences } from '../domain/preferences';

export type PreferencesDoc = AggregateDoc<Preferences>;

export const preferencesModel = (connection: Connection): Model<PreferencesDoc> =>
  connection.model(
    'Preferences',
    aggregateSchema<Preferences>(
      {
        address: String,
        locale: String,
        timeZone: String,
        mailUrgencies: [String],
        // Documents of before short messages have neither.
        phone: { type: String, required: false },
        smsUrgencies: [String],
        quietHours: { type: { _id: false, from: String, to: String }, required: false },
        digest: Boolean,
      } as never,
      'preferences',
    ),
  ) as unknown as Model<PreferencesDoc>;

/** Preferences by rep id. */
export class PreferencesRepository {
  readonly store: AggregateStore<Preferences>;

  constructor(model: Model<PreferencesDoc>, hint: PendingHint) {
    this.store = new AggregateStore('preferences', model, hint);
  }

  /** What holds for a rep: what was saved, or the defaults. */
  async of(repId: string): Promise<Preferences> {
    return { ...DEFAULT_PREFERENCES, ...(await this.store.find(repId)) };
  }
}
