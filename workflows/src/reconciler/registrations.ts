import type { customer } from '@fairlead/proto';
import { fromClientError } from '@fairlead/service-kit';
import { heartbeat } from '@temporalio/activity';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { RegistrationClient } from '../registration/activities';
import { registrationChanged } from '../registration/messages';
import { registrationWorkflowId } from '../registration/state';
import { startRegistration } from '../start-registration';
import { PAGE, PATIENCE_MS, type Reconciled } from './running';

const PREFIX = registrationWorkflowId('');

/**
 * Starts the clock of each registration that protects and has none; ends clocks that nobody needs. Registrations last for
 * months, so the running clocks are listed once and compared by id instead of being asked for one by one. What a list does
 * not show yet is found out by starting: a second clock is refused.
 */
export async function reconcileRegistrations(
  client: Client,
  taskQueue: string,
  registrations: RegistrationClient,
  result: Reconciled,
): Promise<void> {
  const running = await runningClocks(client, result);
  for (let pageToken = ''; ; ) {
    const page = await registrations.listRegistrations({ protectingOnly: true, pageSize: PAGE, pageToken });
    for (const { id } of page.registrations) {
      if (running.delete(id)) continue;
      if (await startRegistration(client, taskQueue, id, 'again')) result.started += 1;
    }
    heartbeat(result);
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  // Those left have no registration that protected a moment ago.
  for (const id of running) {
    await endIdle(client, registrations, id, result);
    heartbeat(result);
  }
}

/** Ids of the registrations whose clocks run. */
async function runningClocks(client: Client, result: Reconciled): Promise<Set<string>> {
  const query = 'WorkflowType = "registration" AND ExecutionStatus = "Running"';
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query, pageSize: PAGE })) {
    if (workflowId.startsWith(PREFIX)) ids.add(workflowId.slice(PREFIX.length));
    if (ids.size % PAGE === 0) heartbeat(result);
  }
  return ids;
}

async function endIdle(
  client: Client,
  registrations: RegistrationClient,
  id: string,
  result: Reconciled,
): Promise<void> {
  const found = await find(registrations, id);
  if (found?.dueTime) return;
  const handle = client.workflow.getHandle(registrationWorkflowId(id));
  try {
    if (found && Date.now() - (found.endTime ?? new Date(0)).getTime() < PATIENCE_MS) {
      await handle.signal(registrationChanged);
      result.signalled += 1;
    } else {
      await handle.terminate('Its registration is over.');
      result.terminated += 1;
    }
  } catch (error) {
    // It has ended since it was listed.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
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
