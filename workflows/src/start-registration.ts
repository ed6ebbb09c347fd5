import type { Client } from '@temporalio/client';
import { registrationWorkflowId } from './registration/state';
import { type StartMode, startOnce } from './start-once';

/** Starts the clock of a registration; one that is over ends at its first look. */
export const startRegistration = (client: Client, taskQueue: string, registrationId: string, mode: StartMode) =>
  startOnce(
    client,
    'registration',
    { workflowId: registrationWorkflowId(registrationId), taskQueue, args: [{ registrationId }] },
    mode,
  );
