import { workflow as proto } from '@fairlead/proto';
import { AppError } from '@fairlead/service-kit';
import {
  type Client,
  isGrpcServiceError,
  ServiceError,
  type WorkflowExecutionInfo,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { faultOf, pendingFacts, stepsOf } from './steps';

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
    const { pendingActivities, pendingWorkflowTask } = found.raw;
    const fault = faultOf(found.runId, pendingWorkflowTask, []);
    const calls = (pendingActivities ?? []).map(pendingFacts).sort((a, b) => b.attempts - a.attempts);
    const busy = fault ?? calls[0];
    return proto.ProcessSummary.fromPartial({
      state: STATES[found.status.name],
      attempts: busy?.attempts ?? 0,
      lastFailure: busy?.lastFailure ?? '',
      nextAttemptTime: busy?.dueTime,
    });
  }

  /** Runs and steps of a workflow, newest first. */
  async story(workflowId: string): Promise<WorkflowStory> {
    const found = await this.describe(workflowId);
    if (!found) return { state: ProcessState.PROCESS_STATE_NO_HISTORY, runs: [], steps: [], stepsCut: false };
    const newest = toRun(found);
    const runs = [newest];
    const { pendingActivities, pendingWorkflowTask } = found.raw;
    const steps = await this.steps(workflowId, found.runId, pendingActivities ?? []);
    const fault = faultOf(found.runId, pendingWorkflowTask, steps);
    steps.push(...(fault ? [fault] : []));
    steps.reverse();
    const earlier = await this.earlierRuns(workflowId, found.runId);
    for (const run of earlier.slice(0, MAX_RUNS - 1)) {
      runs.push(run);
      if (steps.length <= MAX_STEPS) steps.push(...(await this.steps(workflowId, run.runId)).reverse());
    }
    const stepsCut = steps.length > MAX_STEPS || earlier.length >= MAX_RUNS;
    return { state: newest.state, runs, steps: steps.slice(0, MAX_STEPS), stepsCut };
  }

  private describe(workflowId: string) {
    return this.reading(() => this.client.workflow.getHandle(workflowId).describe());
  }

  private async steps(
    workflowId: string,
    runId: string,
    pending: Parameters<typeof stepsOf>[2] = [],
  ): Promise<proto.ProcessStep[]> {
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
    return stepsOf(runId, events, pending);
  }

  /** Runs before the newest one, newest first, as far as they are kept; one more than are told when there are more. */
  private async earlierRuns(workflowId: string, newest: string): Promise<proto.ProcessRun[]> {
    const runs = await this.reading(async () => {
      const found: proto.ProcessRun[] = [];
      const query = `WorkflowId = '${workflowId.replaceAll("'", "''")}'`;
      for await (const run of this.client.workflow.list({ query, pageSize: MAX_RUNS + 1 })) {
        found.push(toRun(run));
        if (found.length > MAX_RUNS) break;
      }
      return found;
    });
    const start = (run: proto.ProcessRun) => run.startTime?.getTime() ?? 0;
    return (runs ?? []).filter(({ runId }) => runId !== newest).sort((a, b) => start(b) - start(a));
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

const toRun = ({
  runId,
  status,
  startTime,
  closeTime,
}: Pick<WorkflowExecutionInfo, 'runId' | 'status' | 'startTime' | 'closeTime'>): proto.ProcessRun =>
  proto.ProcessRun.fromPartial({ runId, state: STATES[status.name], startTime, closeTime });
