import { workflow as proto } from '@fairlead/proto';
import { AppError } from '@fairlead/service-kit';
import { type Client, isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { pendingFacts, stepsOf, timeOf, withPending } from './steps';

const MAX_RUNS = 20;
const MAX_STEPS = 500;
const HISTORY_PAGE = 1000;
const DEADLINE_MS = 3000;

const { ProcessState } = proto;
const STATES: Record<string, proto.ProcessState> = {
  RUNNING: ProcessState.PROCESS_STATE_RUNNING,
  COMPLETED: ProcessState.PROCESS_STATE_COMPLETED,
  // Another run goes on where this one stopped.
  CONTINUED_AS_NEW: ProcessState.PROCESS_STATE_COMPLETED,
  FAILED: ProcessState.PROCESS_STATE_FAILED,
  TIMED_OUT: ProcessState.PROCESS_STATE_FAILED,
  CANCELLED: ProcessState.PROCESS_STATE_CANCELLED,
  TERMINATED: ProcessState.PROCESS_STATE_CANCELLED,
};

/** What the histories of one workflow tell. */
export type WorkflowStory = Pick<proto.Process, 'state' | 'runs' | 'steps' | 'stepsCut'>;

/** Reads workflow histories from Temporal. Its being away is UNAVAILABLE, TEMPORAL_UNAVAILABLE. */
export class Histories {
  constructor(private readonly client: Client) {}

  /** What a workflow is busy with at this moment. */
  async summary(workflowId: string): Promise<proto.ProcessSummary> {
    const found = await this.describe(workflowId);
    if (!found) return proto.ProcessSummary.fromPartial({ state: ProcessState.PROCESS_STATE_NO_HISTORY });
    const busy = [...(found.raw.pendingActivities ?? [])].sort((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0))[0];
    const facts = busy && pendingFacts(busy);
    return proto.ProcessSummary.fromPartial({
      state: STATES[found.status.name],
      attempts: facts?.attempts ?? 0,
      lastFailure: facts?.lastFailure ?? '',
      nextAttemptTime: facts?.dueTime,
    });
  }

  /** Runs and steps of a workflow, newest first. */
  async story(workflowId: string): Promise<WorkflowStory> {
    const found = await this.describe(workflowId);
    if (!found) return { state: ProcessState.PROCESS_STATE_NO_HISTORY, runs: [], steps: [], stepsCut: false };
    const state = STATES[found.status.name] ?? ProcessState.PROCESS_STATE_UNSPECIFIED;
    const runs = [
      proto.ProcessRun.fromPartial({
        runId: found.runId,
        state,
        startTime: found.startTime,
        closeTime: found.closeTime,
      }),
    ];
    const steps = withPending(await this.steps(workflowId, found.runId), found.raw.pendingActivities ?? []).reverse();
    for await (const earlier of this.earlierRuns(workflowId, found.runId)) {
      if (runs.length === MAX_RUNS) break;
      runs.push(earlier);
      if (steps.length <= MAX_STEPS) steps.push(...(await this.steps(workflowId, earlier.runId)).reverse());
    }
    return { state, runs, steps: steps.slice(0, MAX_STEPS), stepsCut: steps.length > MAX_STEPS };
  }

  private describe(workflowId: string) {
    return this.reading(() => this.client.workflow.getHandle(workflowId).describe());
  }

  private async steps(workflowId: string, runId: string): Promise<proto.ProcessStep[]> {
    const events: temporal.api.history.v1.IHistoryEvent[] = [];
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await this.reading(() =>
        this.client.workflowService.getWorkflowExecutionHistory({
          namespace: this.client.options.namespace,
          execution: { workflowId, runId },
          maximumPageSize: HISTORY_PAGE,
          nextPageToken,
        }),
      );
      events.push(...(page?.history?.events ?? []));
      nextPageToken = page?.nextPageToken?.length ? page.nextPageToken : undefined;
    } while (nextPageToken);
    return stepsOf(runId, events);
  }

  /** Runs before the newest one, newest first, as far as they are kept. */
  private async *earlierRuns(workflowId: string, newest: string): AsyncIterable<proto.ProcessRun> {
    const answer = await this.reading(() =>
      this.client.workflowService.listWorkflowExecutions({
        namespace: this.client.options.namespace,
        query: `WorkflowId = '${workflowId.replaceAll("'", "''")}'`,
        pageSize: MAX_RUNS,
      }),
    );
    const runs = (answer?.executions ?? []).map(({ execution, startTime, closeTime }) =>
      proto.ProcessRun.fromPartial({
        runId: execution?.runId ?? '',
        state: ProcessState.PROCESS_STATE_COMPLETED,
        startTime: timeOf(startTime),
        closeTime: timeOf(closeTime),
      }),
    );
    const times = (run: proto.ProcessRun) => run.startTime?.getTime() ?? 0;
    yield* runs.filter(({ runId }) => runId !== newest).sort((a, b) => times(b) - times(a));
  }

  /** Within the deadline; undefined where there is no such workflow. */
  private async reading<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.client.withDeadline(Date.now() + DEADLINE_MS, read);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      if (error instanceof ServiceError || isGrpcServiceError(error)) {
        throw new AppError('UNAVAILABLE', 'TEMPORAL_UNAVAILABLE', 'The workflow histories cannot be read right now.');
      }
      throw error;
    }
  }
}
