import { AggregateStore, type PendingHint } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { DEFAULT_MATCH_POLICY, type MatchPolicy } from '../domain/match-policy';
import type { MatchPolicyDoc } from './models';

/** The one policy there is. */
export const MATCH_POLICY = 'match-policy';
/** A change reaches every process within this time. */
const FRESH_MS = 2000;

/** The match policy; creations read it from memory. */
export class MatchPolicies {
  readonly store: AggregateStore<MatchPolicy>;
  private held?: MatchPolicyDoc;
  private readAt = 0;

  constructor(model: Model<MatchPolicyDoc>, hint: PendingHint) {
    this.store = new AggregateStore('match policy', model, hint);
  }

  /** Makes the built-in policy when there is none yet. */
  async prepare(now: Date): Promise<void> {
    await this.store.create(MATCH_POLICY, DEFAULT_MATCH_POLICY, [], { now, actor: 'service:customer' });
  }

  /** As stored, at most two seconds old. */
  async current(): Promise<MatchPolicyDoc> {
    if (!this.held || Date.now() - this.readAt > FRESH_MS) return this.read();
    return this.held;
  }

  /** As stored now. */
  async read(): Promise<MatchPolicyDoc> {
    const doc = await this.store.find(MATCH_POLICY);
    if (!doc) throw new Error('There is no match policy; it is made at start.');
    this.readAt = Date.now();
    this.held = doc;
    return doc;
  }
}
