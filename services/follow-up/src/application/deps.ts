import type { customer } from '@fairlead/proto';
import type { KitClient, Logger, WriteContext } from '@fairlead/service-kit';
import type { ObligationDoc } from '../repository/models';
import type { Repositories } from '../repository/repositories';
import type { ClockTermsSource } from './clock-terms';
import type { OrganizationFacts } from './organization-facts';

/**
 * Brings an obligation into line with its subject before a level of it can be recorded: what ended it, paused it or moved
 * it a moment ago may not have been carried out yet.
 */
export type Settle = (deps: Deps, obligation: ObligationDoc, context: WriteContext) => Promise<void>;

/** By kind; a kind without one has nothing to ask. */
export type Settlers = Readonly<Record<string, Settle>>;

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
