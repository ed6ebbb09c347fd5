import type { ObligationData } from '@fairlead/proto';
import type { Handlers } from '@fairlead/service-kit';
import type { Client } from '@temporalio/client';
import { workflowOf } from './clock-workflow';
import { handoverWorkflowId } from './handover/state';
import { changed } from './lead-sla/messages';
import { reachable, signalIfRunning } from './reach-temporal';
import { startClock } from './start-clock';
import { lookAfterHandover } from './start-handover';

type ClockEvent = { subject: string; data: ObligationData };

const clockOf = ({ subject, data: { obligationId: id, kind, cycle } }: ClockEvent) => ({ id, kind, subject, cycle });

/** Starts a clock for each opened obligation and passes on that one moved or ended. */
export function onFollowUp(client: Client, taskQueue: string): Handlers {
  const hint = (event: ClockEvent) => signalIfRunning(client, workflowOf(clockOf(event)), changed);
  return {
    'crm.followup.obligation.opened.v1': (event) =>
      reachable(async () => ((await startClock(client, taskQueue, clockOf(event), 'once')) ? 'applied' : 'repeated')),
    'crm.followup.obligation.rescheduled.v1': hint,
    'crm.followup.obligation.closed.v1': hint,
  };
}

/** States in which a handover needs its workflow. */
const NEEDS_WORKFLOW = ['APPROVED', 'RUNNING', 'AWAITING_ACKNOWLEDGEMENT', 'UNDOING', 'RETURNING'];

/** Starts the workflow of an approved handover, and tells it of every further change. */
export const onAssignment = (client: Client, taskQueue: string): Handlers => ({
  'crm.assignment.handover.changed.v1': ({ subject, data }) =>
    NEEDS_WORKFLOW.includes(data.state)
      ? reachable(async () => {
          await lookAfterHandover(client, taskQueue, subject);
          return 'applied';
        })
      : signalIfRunning(client, handoverWorkflowId(subject), changed),
});
