import type { Handlers } from '@fairlead/service-kit';
import type { Client } from '@temporalio/client';
import { reachable, signalIfRunning } from './reach-temporal';
import { registrationChanged } from './registration/messages';
import { registrationWorkflowId } from './registration/state';
import { startRegistration } from './start-registration';

/** Starts a clock for each registration and passes on that one moved or ended. */
export function onCustomer(client: Client, taskQueue: string): Handlers {
  const hint = (event: { subject: string }) =>
    signalIfRunning(client, registrationWorkflowId(event.subject), registrationChanged);
  return {
    'crm.customer.registration.registered.v1': (event) =>
      reachable(async () =>
        (await startRegistration(client, taskQueue, event.subject, 'once')) ? 'applied' : 'repeated',
      ),
    'crm.customer.registration.extended.v1': hint,
    'crm.customer.registration.withdrawn.v1': hint,
    'crm.customer.registration.converted.v1': hint,
    'crm.customer.registration.transferred.v1': hint,
    'crm.customer.registration_contest.filed.v1': hint,
    'crm.customer.registration_contest.ended.v1': hint,
  };
}
