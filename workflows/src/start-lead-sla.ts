import type { Client } from '@temporalio/client';
import { type LeadSlaInput, leadSlaId } from './lead-sla/state';
import { type StartMode, startOnce } from './start-once';

/**
 * Starts the clock of an obligation; false when it runs or (unless `again`) ran already. A started workflow whose
 * obligation is over ends at its first look, so a late start does no harm.
 */
export const startLeadSla = (client: Client, taskQueue: string, input: LeadSlaInput, mode: StartMode) =>
  startOnce(client, 'leadSla', { workflowId: leadSlaId(input.leadId, input.cycle), taskQueue, args: [input] }, mode);
