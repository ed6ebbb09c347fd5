import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';

/** A level that a workflow's history shows as recorded. */
export interface RecordedStep {
  level: string;
  outcome: string;
}

/** What a workflow's history says, and nothing else. */
export interface WorkflowHistory {
  workflowId: string;
  status: string;
  /** Completed `reachLevel` activities in their order. */
  steps: RecordedStep[];
  /** Whether the lead was recycled by this workflow. */
  recycled: boolean;
}

/** Reads the whole history of every workflow that keeps the time of an obligation. */
export async function readHistories(client: Client): Promise<WorkflowHistory[]> {
  const histories: WorkflowHistory[] = [];
  for await (const execution of client.workflow.list({
    query: 'WorkflowType = "leadSla" OR WorkflowType = "obligationClock"',
  })) {
    const handle = client.workflow.getHandle(execution.workflowId, execution.runId);
    const { events = [] } = await handle.fetchHistory();
    const scheduled = new Map<string, { name: string; input: unknown[] }>();
    const history: WorkflowHistory = {
      workflowId: execution.workflowId,
      status: execution.status.name,
      steps: [],
      recycled: false,
    };
    for (const event of events ?? []) {
      const start = event.activityTaskScheduledEventAttributes;
      if (start) {
        const input = (start.input?.payloads ?? []).map((payload) => defaultPayloadConverter.fromPayload(payload));
        scheduled.set(String(event.eventId), { name: start.activityType?.name ?? '', input });
      }
      const end = event.activityTaskCompletedEventAttributes;
      const activity = end && scheduled.get(String(end.scheduledEventId));
      if (!activity) continue;
      if (activity.name === 'recycleLead') history.recycled = true;
      if (activity.name === 'recordLevel' || activity.name === 'reachLevel') {
        const payload = end.result?.payloads?.[0];
        const result = (payload ? defaultPayloadConverter.fromPayload(payload) : {}) as { outcome?: string };
        history.steps.push({ level: levelOf(activity.input), outcome: String(result.outcome ?? '') });
      }
    }
    histories.push(history);
  }
  return histories;
}

const levelOf = (input: unknown[]): string => {
  const named = input.find((value) => typeof value === 'object' && value !== null && 'levelId' in value);
  return named ? String((named as { levelId: string }).levelId) : String(input[1] ?? '');
};
