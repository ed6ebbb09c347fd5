import type { customer } from '@fairlead/proto';
import type { KitClient, Logger } from '@fairlead/service-kit';
import type { Repositories } from '../repository/repositories';
import type { ClockTermsSource } from './clock-terms';
import type { OrganizationFacts } from './organization-facts';
import type { Settlers } from './settlers';

/** What the use cases work with. */
export interface Deps extends Repositories {
  facts: OrganizationFacts;
  terms: ClockTermsSource;
  /** What is asked before a level is recorded, by the kind of the clock. */
  settlers: Settlers;
  customers: Pick<KitClient<typeof customer.CustomerServiceDefinition>, 'getCustomer'>;
  logger: Logger;
}

/** `sub` of this service in events that no person caused. */
export const SELF = 'service:follow-up';
