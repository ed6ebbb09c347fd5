import { AppError, type Effect } from '@fairlead/service-kit';
import { type Client, isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';

/** Temporal being down is no fault of an event: the consumer waits for it. */
export async function reachable(work: () => Promise<Effect>): Promise<Effect> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError || isGrpcServiceError(error)) {
      throw new AppError('UNAVAILABLE', 'TEMPORAL_UNAVAILABLE', (error as Error).message);
    }
    throw error;
  }
}

/** Gives a workflow a hint. One that has ended needs none; one that is not started yet will read what is true. */
export const signalIfRunning = (client: Client, workflowId: string, signal: SignalDefinition): Promise<Effect> =>
  reachable(async () => {
    try {
      await client.workflow.getHandle(workflowId).signal(signal);
      return 'applied';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'ignored';
      throw error;
    }
  });
