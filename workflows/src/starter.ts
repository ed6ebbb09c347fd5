import { AppError, type Effect, type Handlers } from '@fairlead/service-kit';
import { type Client, isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { handoverWorkflowId } from './handover/state';
import { changed } from './lead-sla/messages';
import { leadSlaId } from './lead-sla/state';
import { lookAfterHandover } from './start-handover';
import { startLeadSla } from './start-lead-sla';

/** Starts a clock for each opened obligation and passes on that one moved or ended. */
export function onFollowUp(client: Client, taskQueue: string): Handlers {
  const hint = (event: { subject: string; data: { cycle: number } }): Promise<Effect> =>
    reachable(() => hintTo(client, leadSlaId(event.subject, event.data.cycle)));
  return {
    'crm.followup.obligation.opened.v1': (event) =>
      reachable(async () => {
        const input = { obligationId: event.data.obligationId, leadId: event.subject, cycle: event.data.cycle };
        return (await startLeadSla(client, taskQueue, input, 'once')) ? 'applied' : 'repeated';
      }),
    'crm.followup.obligation.rescheduled.v1': hint,
    'crm.followup.obligation.closed.v1': hint,
  };
}

/** States in which a handover needs its workflow. */
const NEEDS_WORKFLOW = ['APPROVED', 'RUNNING', 'AWAITING_ACKNOWLEDGEMENT', 'UNDOING', 'RETURNING'];

/** Starts the workflow of an approved handover, and tells it of every further change. */
export const onAssignment = (client: Client, taskQueue: string): Handlers => ({
  'crm.assignment.handover.changed.v1': ({ subject, data }) =>
    reachable(async () => {
      if (!NEEDS_WORKFLOW.includes(data.state)) return hintTo(client, handoverWorkflowId(subject));
      await lookAfterHandover(client, taskQueue, subject);
      return 'applied';
    }),
});

/** Tells a workflow to look again. */
async function hintTo(client: Client, workflowId: string): Promise<Effect> {
  try {
    await client.workflow.getHandle(workflowId).signal(changed);
    return 'applied';
  } catch (error) {
    // It has ended, or is not started yet and will read what is true.
    if (error instanceof WorkflowNotFoundError) return 'ignored';
    throw error;
  }
}

/** Temporal being down is no fault of an event: the consumer waits for it. */
async function reachable(work: () => Promise<Effect>): Promise<Effect> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError || isGrpcServiceError(error)) {
      throw new AppError('UNAVAILABLE', 'TEMPORAL_UNAVAILABLE', (error as Error).message);
    }
    throw error;
  }
}
