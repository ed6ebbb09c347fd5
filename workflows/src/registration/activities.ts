import type { customer } from '@fairlead/proto';
import { namedFailure } from '../named-failure';
import type { RegistrationView } from './state';

/** What the registration workflow does to the world; each may be repeated. */
export interface RegistrationActivities {
  readRegistration(input: { registrationId: string }): Promise<RegistrationView>;
  /** Reminds, escalates, ends: whatever is due by the clock of the service, each once. */
  advanceRegistration(input: { registrationId: string }): Promise<RegistrationView>;
}

export type RegistrationClient = Pick<
  customer.RegistrationServiceClient,
  'getRegistration' | 'listRegistrations' | 'advanceRegistration'
>;

/** The activities over gRPC. */
export const registrationActivities = (registrations: RegistrationClient): RegistrationActivities => ({
  readRegistration: (input) => namedFailure(async () => toView(await registrations.getRegistration(input))),
  advanceRegistration: (input) => namedFailure(async () => toView(await registrations.advanceRegistration(input))),
});

const toView = ({ id, state, registrantId, teamId, dueTime }: customer.Registration): RegistrationView => ({
  registrationId: id,
  state,
  registrantId,
  teamId,
  dueTime: dueTime?.toISOString() ?? '',
});
