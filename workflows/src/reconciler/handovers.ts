import { heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { HandoverClient } from '../handover/activities';
import { handoverWorkflowId } from '../handover/state';
import { isRunning } from '../is-running';
import { lookAfterHandover } from '../start-handover';

const PAGE = 100;

/** Starts the workflows of handovers that are under way and have none. Answers how many. */
export async function reconcileHandovers(
  client: Client,
  taskQueue: string,
  handovers: Pick<HandoverClient, 'listHandovers'>,
): Promise<number> {
  let started = 0;
  for (let pageToken = ''; ; ) {
    const page = await handovers.listHandovers({ underWay: true, pageSize: PAGE, pageToken });
    for (const { id } of page.handovers) {
      if (!(await isRunning(client, handoverWorkflowId(id)))) {
        await lookAfterHandover(client, taskQueue, id);
        started += 1;
      }
      heartbeat({ started });
    }
    pageToken = page.nextPageToken;
    if (pageToken === '') return started;
  }
}
