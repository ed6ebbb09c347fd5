import { Client, Connection } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';

type Payloads = temporal.api.common.v1.IPayloads | null | undefined;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** A call that a workflow made, as its history tells it. */
export interface Call {
  /** When it was asked for, in milliseconds. */
  startTime: number;
  /** When it was answered; unset while it is not. */
  endTime?: number;
  input: Record<string, string>;
  result?: Record<string, string>;
}

/** Workflow histories, read from Temporal itself. */
export class Histories {
  private constructor(
    private readonly connection: Connection,
    private readonly client: Client,
  ) {}

  static async open(address: string): Promise<Histories> {
    const connection = await Connection.connect({ address });
    return new Histories(connection, new Client({ connection }));
  }

  /** Every call of an activity in all runs of a workflow, oldest first. */
  async callsOf(workflowId: string, activity: string): Promise<Call[]> {
    const runs: Call[][] = [];
    let runId: string | undefined;
    do {
      const { events } = await this.client.workflow.getHandle(workflowId, runId).fetchHistory();
      runs.unshift(callsIn(events ?? [], activity));
      runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
    } while (runId);
    return runs.flat();
  }

  close = () => this.connection.close();
}

function callsIn(events: HistoryEvent[], activity: string): Call[] {
  const calls = new Map<string, Call>();
  for (const { eventId, eventTime, ...event } of events) {
    const time = Number(eventTime?.seconds) * 1000 + Math.floor((eventTime?.nanos ?? 0) / 1e6);
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled?.activityType?.name === activity)
      calls.set(String(eventId), { startTime: time, input: firstOf(scheduled.input) ?? {} });
    const completed = event.activityTaskCompletedEventAttributes;
    const call = completed && calls.get(String(completed.scheduledEventId));
    if (call) Object.assign(call, { endTime: time, result: firstOf(completed.result) });
  }
  return [...calls.values()];
}

const firstOf = (payloads: Payloads): Record<string, string> | undefined => {
  const [payload] = payloads?.payloads ?? [];
  return payload ? defaultPayloadConverter.fromPayload<Record<string, string>>(payload) : undefined;
};
