import type { followup } from '@fairlead/proto';
import { fromClientError, type Logger } from '@fairlead/service-kit';
import { heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { HandoverClient } from '../handover/activities';
import { isRunning } from '../is-running';
import type { ObligationClient } from '../lead-sla/activities';
import { changed } from '../lead-sla/messages';
import { leadSlaId } from '../lead-sla/state';
import { startLeadSla } from '../start-lead-sla';
import { reconcileHandovers } from './handovers';

export interface Reconciled {
  started: number;
  signalled: number;
  terminated: number;
  /** Handovers whose workflow was missing. */
  handovers: number;
}

export interface ReconcilerActivities {
  reconcile(): Promise<Reconciled>;
}

const PAGE = 100;
/** A workflow whose obligation is over may still be about to end by itself for so long. */
const PATIENCE_MS = 60_000;

/** Starts open obligations and handovers that have no running workflow, ends workflows that have no open obligation. */
export const reconcilerActivities = (
  client: Client,
  taskQueue: string,
  obligations: ObligationClient,
  handovers: Pick<HandoverClient, 'listHandovers'>,
  logger: Logger,
): ReconcilerActivities => ({
  async reconcile() {
    const result: Reconciled = { started: 0, signalled: 0, terminated: 0, handovers: 0 };
    for (let pageToken = ''; ; ) {
      const page = await obligations.listObligations({ openOnly: true, pageSize: PAGE, pageToken });
      for (const obligation of page.obligations) {
        if (await isRunning(client, leadSlaId(obligation.subject, obligation.cycle))) continue;
        const input = { obligationId: obligation.id, leadId: obligation.subject, cycle: obligation.cycle };
        // It stands, and nothing keeps its time: also a run that ended or was terminated is started again.
        if (await startLeadSla(client, taskQueue, input, 'again')) result.started += 1;
        heartbeat(result);
      }
      pageToken = page.nextPageToken;
      if (pageToken === '') break;
    }
    await endIdle(client, obligations, result);
    result.handovers = await reconcileHandovers(client, taskQueue, handovers);
    if (result.started + result.signalled + result.terminated + result.handovers > 0) logger.info(result, 'reconciled');
    return result;
  },
});

async function endIdle(client: Client, obligations: ObligationClient, result: Reconciled): Promise<void> {
  const query = 'WorkflowType = "leadSla" AND ExecutionStatus = "Running"';
  for await (const { workflowId, startTime } of client.workflow.list({ query, pageSize: PAGE })) {
    const [, subject, cycle] = workflowId.split(':');
    const obligation = await find(obligations, `first_contact:${subject}:${cycle}`);
    const open = obligation && /OPEN|RECYCLING/.test(obligation.state);
    if (open) continue;
    const handle = client.workflow.getHandle(workflowId);
    const overSince = (obligation?.closeTime ?? startTime).getTime();
    if (obligation && Date.now() - overSince < PATIENCE_MS) {
      await handle.signal(changed);
      result.signalled += 1;
    } else {
      await handle.terminate('Its obligation is over.');
      result.terminated += 1;
    }
    heartbeat(result);
  }
}

async function find(obligations: ObligationClient, obligationId: string): Promise<followup.Obligation | undefined> {
  try {
    return await obligations.getObligation({ obligationId });
  } catch (error) {
    if (fromClientError(error).code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
