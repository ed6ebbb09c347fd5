import { heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { HandoverClient } from '../handover/activities';
import { handoverWorkflowId } from '../handover/state';
import { lookAfterHandover } from '../start-handover';
import { isRunning, PAGE, type Reconciled } from './running';

/** Starts the workflows of handovers that are under way and have none. */
export async function reconcileHandovers(
  client: Client,
  taskQueue: string,
  handovers: Pick<HandoverClient, 'listHandovers'>,
  result: Reconciled,
): Promise<void> {
  for (let pageToken = ''; ; ) {
    const page = await handovers.listHandovers({ underWay: true, pageSize: PAGE, pageToken });
    for (const { id } of page.handovers) {
      if (!(await isRunning(client, handoverWorkflowId(id)))) {
        await lookAfterHandover(client, taskQueue, id);
        result.started += 1;
      }
      heartbeat(result);
    }
    pageToken = page.nextPageToken;
    if (pageToken === '') return;
  }
}
