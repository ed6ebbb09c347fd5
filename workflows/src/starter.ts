import { AppError, type Effect, type Handlers } from '@fairlead/service-kit';
import { type Client, isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { changed } from './lead-sla/messages';
import { leadSlaId } from './lead-sla/state';
import { startLeadSla } from './start-lead-sla';

/** Starts a clock for each opened obligation and passes on that one moved or ended. */
export function onFollowUp(client: Client, taskQueue: string): Handlers {
  const hint = (event: { subject: string; data: { cycle: number } }): Promise<Effect> =>
    reachable(async () => {
      try {
        await client.workflow.getHandle(leadSlaId(event.subject, event.data.cycle)).signal(changed);
        return 'applied';
      } catch (error) {
        // It has ended, or is not started yet and will read what is true.
        if (error instanceof WorkflowNotFoundError) return 'ignored';
        throw error;
      }
    });
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
