import type { assignment } from '@fairlead/proto';
import type { KitClient } from '@fairlead/service-kit';
import type { MatchKeys } from '../repository/match-keys';
import type { RegistrationPolicies } from '../repository/registration-policies';
import type { RegistrationRepository } from '../repository/registration-repository';
import type { KeyDeps } from './reserve-keys';

/** Reps and teams, as far as registrations ask for them. */
export type Organization = Pick<KitClient<typeof assignment.OrganizationServiceDefinition>, 'getRep' | 'getTeam'>;

/** What use cases of registrations work with. */
export interface RegistrationDeps {
  registrations: RegistrationRepository;
  /** Keys that registrations hold. */
  registrationKeys: MatchKeys;
  registrationPolicies: RegistrationPolicies;
  /** Customers and their keys: who owns one needs no registration. */
  customers: KeyDeps['customers'];
  keys: KeyDeps['keys'];
  organization: Organization;
}
