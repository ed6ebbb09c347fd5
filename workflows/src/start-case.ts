import type { Client } from '@temporalio/client';
import { caseWorkflowId } from './complaint-escalation/state';
import { type StartMode, startOnce } from './start-once';

/** Starts the workflow of a case; one that is over ends at its first look. */
export const startCase = (client: Client, taskQueue: string, caseId: string, kind: string, mode: StartMode) =>
  startOnce(
    client,
    'complaintEscalation',
    { workflowId: caseWorkflowId(caseId, kind), taskQueue, args: [{ caseId }] },
    mode,
  );
