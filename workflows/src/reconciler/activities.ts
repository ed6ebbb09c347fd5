import type { followup } from '@fairlead/proto';
import { fromClientError, type Logger } from '@fairlead/service-kit';
import { heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { CaseClient } from '../complaint-escalation/activities';
import type { HandoverClient } from '../handover/activities';
import type { ObligationClient } from '../lead-sla/activities';
import { changed } from '../lead-sla/messages';
import { leadSlaId } from '../lead-sla/state';
import type { RegistrationClient } from '../registration/activities';
import { startLeadSla } from '../start-lead-sla';
import { reconcileCases } from './cases';
import { reconcileHandovers } from './handovers';
import { reconcileRegistrations } from './registrations';
import { isRunning, PAGE, PATIENCE_MS, type Reconciled } from './running';

export interface ReconcilerActivities {
  reconcile(): Promise<Reconciled>;
}

/**
 * Starts what stands and has no running workflow, ends workflows of what is over: obligations, registrations,
 * handovers and cases.
 */
export const reconcilerActivities = (
  client: Client,
  taskQueue: string,
  {
    obligations,
    registrations,
    handovers,
    cases,
  }: {
    obligations: ObligationClient;
    registrations: RegistrationClient;
    handovers: Pick<HandoverClient, 'listHandovers'>;
    cases: CaseClient;
  },
  logger: Logger,
): ReconcilerActivities => ({
  async reconcile() {
    const result: Reconciled = { started: 0, signalled: 0, terminated: 0 };
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
    await reconcileRegistrations(client, taskQueue, registrations, result);
    await reconcileHandovers(client, taskQueue, handovers, result);
    await reconcileCases(client, taskQueue, cases, result);
    if (result.started + result.signalled + result.terminated > 0) logger.info(result, 'reconciled');
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
