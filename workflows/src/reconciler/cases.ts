import { fromClientError } from '@fairlead/service-kit';
import { heartbeat } from '@temporalio/activity';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CaseClient } from '../complaint-escalation/activities';
import { caseChanged } from '../complaint-escalation/messages';
import { caseWorkflowId } from '../complaint-escalation/state';
import { startCase } from '../start-case';
import { PAGE, PATIENCE_MS, type Reconciled } from './running';

/**
 * Starts the workflow of each case whose time is kept and that has none; ends workflows that nobody needs. A case lives for
 * weeks, so the running ones are listed once and compared by id instead of being asked for one by one.
 */
export async function reconcileCases(
  client: Client,
  taskQueue: string,
  cases: CaseClient,
  result: Reconciled,
): Promise<void> {
  const running = await runningCases(client, result);
  for (let pageToken = ''; ; ) {
    const page = await cases.listCases({ liveOnly: true, pageSize: PAGE, pageToken });
    for (const { id, kind } of page.cases) {
      if (running.delete(caseWorkflowId(id, kind))) continue;
      if (await startCase(client, taskQueue, id, kind, 'again')) result.started += 1;
    }
    heartbeat(result);
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  // Those left have no case whose time was kept a moment ago.
  for (const workflowId of running) {
    await endIdle(client, cases, workflowId, result);
    heartbeat(result);
  }
}

async function runningCases(client: Client, result: Reconciled): Promise<Set<string>> {
  const query = 'WorkflowType = "complaintEscalation" AND ExecutionStatus = "Running"';
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query, pageSize: PAGE })) {
    ids.add(workflowId);
    if (ids.size % PAGE === 0) heartbeat(result);
  }
  return ids;
}

async function endIdle(client: Client, cases: CaseClient, workflowId: string, result: Reconciled): Promise<void> {
  const found = await find(cases, workflowId.split(':')[1] ?? '');
  if (found?.live) return;
  const handle = client.workflow.getHandle(workflowId);
  try {
    if (found && Date.now() - (found.updateTime ?? new Date(0)).getTime() < PATIENCE_MS) {
      await handle.signal(caseChanged);
      result.signalled += 1;
    } else {
      await handle.terminate('Its case is over.');
      result.terminated += 1;
    }
  } catch (error) {
    // It has ended since it was listed.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

async function find(cases: CaseClient, caseId: string) {
  try {
    return await cases.getCase({ caseId });
  } catch (error) {
    if (['NOT_FOUND', 'INVALID_ARGUMENT'].includes(fromClientError(error).code)) return undefined;
    throw error;
  }
}
