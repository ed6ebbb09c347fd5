import type { PendingHint } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { DEFAULT_MATCH_POLICY, type MatchPolicy } from '../domain/match-policy';
import { CurrentPolicy } from './current-policy';
import type { MatchPolicyDoc } from './models';

/** The one policy there is. */
export const MATCH_POLICY = 'match-policy';

/** The match policy; creations read it from memory. */
export class MatchPolicies extends CurrentPolicy<MatchPolicy> {
  constructor(model: Model<MatchPolicyDoc>, hint: PendingHint) {
    super(MATCH_POLICY, DEFAULT_MATCH_POLICY, model, hint);
  }
}
