import type { PendingHint } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { DEFAULT_REGISTRATION_POLICY, type RegistrationPolicy } from '../domain/registration-policy';
import { CurrentPolicy } from './current-policy';
import type { RegistrationPolicyDoc } from './registration-models';

/** The one policy there is. */
export const REGISTRATION_POLICY = 'registration-policy';

/** What holds for registrations; commands read it from memory. */
export class RegistrationPolicies extends CurrentPolicy<RegistrationPolicy> {
  constructor(model: Model<RegistrationPolicyDoc>, hint: PendingHint) {
    super(REGISTRATION_POLICY, DEFAULT_REGISTRATION_POLICY, model, hint);
  }
}
