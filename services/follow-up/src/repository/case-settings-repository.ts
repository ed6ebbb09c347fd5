import { AggregateStore, type PendingHint } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { type CaseSettings, DEFAULT_CASE_SETTINGS } from '../domain/case-settings';
import type { CaseSettingsDoc } from './case-models';

export const CASE_SETTINGS = 'case-settings';

/** The one document of settings. */
export class CaseSettingsRepository {
  readonly store: AggregateStore<CaseSettings>;

  constructor(model: Model<CaseSettingsDoc>, hint: PendingHint) {
    this.store = new AggregateStore('case settings', model, hint);
  }

  /** Makes the built-in settings when there are none yet. */
  async prepare(now: Date, actor: string): Promise<void> {
    await this.store.create(CASE_SETTINGS, DEFAULT_CASE_SETTINGS, [], { now, actor });
  }

  /** As stored now. */
  async current(): Promise<CaseSettingsDoc> {
    const doc = await this.store.find(CASE_SETTINGS);
    if (!doc) throw new Error('There are no case settings; they are made at start.');
    return doc;
  }
}
