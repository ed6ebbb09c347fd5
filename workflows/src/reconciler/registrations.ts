import type { customer } from '@fairlead/proto';
import { fromClientError } from '@fairlead/service-kit';
import { heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { RegistrationClient } from '../registration/activities';
import { registrationChanged } from '../registration/messages';
import { registrationWorkflowId } from '../registration/state';
import { startRegistration } from '../start-registration';
import { isRunning, PAGE, PATIENCE_MS, type Reconciled } from './running';

/** Starts the clock of each registration that protects and has none; ends clocks that nobody needs. */
export async function reconcileRegistrations(
  client: Client,
  taskQueue: string,
  registrations: RegistrationClient,
  result: Reconciled,
): Promise<void> {
  for (let pageToken = ''; ; ) {
    const page = await registrations.listRegistrations({ protectingOnly: true, pageSize: PAGE, pageToken });
    for (const { id } of page.registrations) {
      if (!(await isRunning(client, registrationWorkflowId(id)))) {
        if (await startRegistration(client, taskQueue, id, 'again')) result.started += 1;
      }
      heartbeat(result);
    }
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  const query = 'WorkflowType = "registration" AND ExecutionStatus = "Running"';
  for await (const { workflowId } of client.workflow.list({ query, pageSize: PAGE })) {
    const found = await find(registrations, workflowId.split(':')[1] ?? '');
    if (found?.dueTime) continue;
    const handle = client.workflow.getHandle(workflowId);
    if (found && Date.now() - (found.endTime ?? new Date(0)).getTime() < PATIENCE_MS) {
      await handle.signal(registrationChanged);
      result.signalled += 1;
    } else {
      await handle.terminate('Its registration is over.');
      result.terminated += 1;
    }
    heartbeat(result);
  }
}

async function find(registrations: RegistrationClient, id: string): Promise<customer.Registration | undefined> {
  try {
    return await registrations.getRegistration({ registrationId: id });
  } catch (error) {
    if (['NOT_FOUND', 'INVALID_ARGUMENT'].includes(fromClientError(error).code)) return undefined;
    throw error;
  }
}
