import type { Client } from '@temporalio/client';

/** Workflows and records a page. */
export const PAGE = 100;
/** A workflow whose record is over may still be about to end by itself for so long. */
export const PATIENCE_MS = 60_000;

/** What a pass did. */
export interface Reconciled {
  started: number;
  signalled: number;
  terminated: number;
}

export async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  } catch (error) {
    if ((error as Error).name === 'WorkflowNotFoundError') return false;
    throw error;
  }
}
