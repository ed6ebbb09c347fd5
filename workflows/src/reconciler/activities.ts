import type { followup } from '@fairlead/proto';
import { fromClientError, type Logger } from '@fairlead/service-kit';
import { heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { isKeptByItsCase, workflowOf } from '../clock-workflow';
import type { CaseClient } from '../complaint-escalation/activities';
import type { HandoverClient } from '../handover/activities';
import type { ObligationClient } from '../lead-sla/activities';
import { changed } from '../lead-sla/messages';
import { obligationOf } from '../obligation-clock/state';
import type { RegistrationClient } from '../registration/activities';
import { startClock } from '../start-clock';
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
        // Without a level to come there is no time to keep, however long it stays open.
        if (!obligation.nextLevel && obligation.state !== 'OBLIGATION_STATE_RECYCLING') continue;
        if (isKeptByItsCase(obligation) || (await isRunning(client, workflowOf(obligation)))) continue;
        // It stands, and nothing keeps its time: also a run that ended or was terminated is started again.
        if (await startClock(client, taskQueue, obligation, 'again')) result.started += 1;
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
  const query = '(WorkflowType = "leadSla" OR WorkflowType = "obligationClock") AND ExecutionStatus = "Running"';
  for await (const { workflowId, type, startTime } of client.workflow.list({ query, pageSize: PAGE })) {
    const [, subject, cycle] = workflowId.split(':');
    const id = type === 'leadSla' ? `first_contact:${subject}:${cycle}` : obligationOf(workflowId);
    const obligation = await find(obligations, id);
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
