import { workflow as proto } from '@fairlead/proto';
import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Failure = temporal.api.failure.v1.IFailure;
type PendingActivity = temporal.api.workflow.v1.IPendingActivityInfo;
type Timestamp = { seconds?: unknown; nanos?: number | null };

const { StepKind, StepState } = proto;
const MAX_FAILURE = 300;

/**
 * The steps that a run's history tells, oldest first. Every activity and timer is one step, whatever became of it. A call
 * that is tried again leaves nothing in the history before it ends: its attempts come from the `pending` activities that
 * the server names.
 */
export function stepsOf(
  runId: string,
  events: readonly HistoryEvent[],
  pending: readonly PendingActivity[] = [],
): proto.ProcessStep[] {
  const steps = new Map<string, proto.ProcessStep>();
  let order = 0;
  const add = (
    key: string,
    event: HistoryEvent,
    kind: proto.StepKind,
    name: string,
    rest: Partial<proto.ProcessStep>,
  ) => {
    order += 1;
    const startTime = timeOf(event.eventTime);
    steps.set(key, proto.ProcessStep.fromPartial({ kind, name, startTime, runId, ...rest }));
  };
  /** Something that was over in the moment it happened. */
  const note = (event: HistoryEvent, kind: proto.StepKind, name: string, rest: Partial<proto.ProcessStep> = {}) =>
    add(`event:${order}`, event, kind, name, {
      state: StepState.STEP_STATE_DONE,
      endTime: timeOf(event.eventTime),
      ...rest,
    });
  const end = (key: string, event: HistoryEvent, state: proto.StepState, failure?: Failure | null) => {
    const step = steps.get(key);
    if (!step) return;
    step.state = state;
    step.endTime = timeOf(event.eventTime);
    step.dueTime = undefined;
    if (failure) step.lastFailure = failureText(failure);
  };
  const activity = (id: unknown) => `activity:${id}`;
  const timer = (id: unknown) => `timer:${id}`;
  for (const event of events) {
    const { STEP_STATE_DONE, STEP_STATE_FAILED, STEP_STATE_CANCELLED, STEP_STATE_OPEN } = StepState;
    if (event.workflowExecutionStartedEventAttributes) {
      const { continuedExecutionRunId } = event.workflowExecutionStartedEventAttributes;
      note(event, StepKind.STEP_KIND_START, continuedExecutionRunId ? 'continued' : 'started');
    } else if (event.activityTaskScheduledEventAttributes) {
      const { activityType, activityId } = event.activityTaskScheduledEventAttributes;
      const tried = pending.find((each) => each.activityId === activityId);
      add(activity(event.eventId), event, StepKind.STEP_KIND_ACTIVITY, activityType?.name ?? '', {
        state: STEP_STATE_OPEN,
        ...(tried ? pendingFacts(tried) : {}),
      });
    } else if (event.activityTaskStartedEventAttributes) {
      const { scheduledEventId, attempt, lastFailure } = event.activityTaskStartedEventAttributes;
      const step = steps.get(activity(scheduledEventId));
      if (step) {
        step.attempts = attempt ?? 1;
        if (lastFailure) step.lastFailure = failureText(lastFailure);
      }
    } else if (event.activityTaskCompletedEventAttributes) {
      end(activity(event.activityTaskCompletedEventAttributes.scheduledEventId), event, STEP_STATE_DONE);
    } else if (event.activityTaskFailedEventAttributes) {
      const { scheduledEventId, failure } = event.activityTaskFailedEventAttributes;
      end(activity(scheduledEventId), event, STEP_STATE_FAILED, failure);
    } else if (event.activityTaskTimedOutEventAttributes) {
      const { scheduledEventId, failure } = event.activityTaskTimedOutEventAttributes;
      end(activity(scheduledEventId), event, STEP_STATE_FAILED, failure);
    } else if (event.activityTaskCanceledEventAttributes) {
      end(activity(event.activityTaskCanceledEventAttributes.scheduledEventId), event, STEP_STATE_CANCELLED);
    } else if (event.timerStartedEventAttributes) {
      const { startToFireTimeout } = event.timerStartedEventAttributes;
      const from = timeOf(event.eventTime)?.getTime() ?? 0;
      const dueTime = new Date(from + millisecondsOf(startToFireTimeout));
      add(timer(event.eventId), event, StepKind.STEP_KIND_TIMER, '', { state: STEP_STATE_OPEN, dueTime });
    } else if (event.timerFiredEventAttributes) {
      end(timer(event.timerFiredEventAttributes.startedEventId), event, STEP_STATE_DONE);
    } else if (event.timerCanceledEventAttributes) {
      end(timer(event.timerCanceledEventAttributes.startedEventId), event, STEP_STATE_CANCELLED);
    } else if (event.workflowExecutionSignaledEventAttributes) {
      note(event, StepKind.STEP_KIND_SIGNAL, event.workflowExecutionSignaledEventAttributes.signalName ?? '');
    } else if (event.workflowTaskFailedEventAttributes) {
      const lastFailure = failureText(event.workflowTaskFailedEventAttributes.failure);
      note(event, StepKind.STEP_KIND_FAULT, 'workflow', { state: STEP_STATE_FAILED, lastFailure });
    } else {
      const ended = endOf(event);
      if (ended) note(event, StepKind.STEP_KIND_END, ended.name, ended);
    }
  }
  return [...steps.values()];
}

/** How a run ended, when the event is its end. */
function endOf(event: HistoryEvent): Pick<proto.ProcessStep, 'name' | 'state' | 'lastFailure'> | undefined {
  const { STEP_STATE_DONE, STEP_STATE_FAILED, STEP_STATE_CANCELLED } = StepState;
  if (event.workflowExecutionCompletedEventAttributes)
    return { name: 'completed', state: STEP_STATE_DONE, lastFailure: '' };
  if (event.workflowExecutionContinuedAsNewEventAttributes)
    return { name: 'continued', state: STEP_STATE_DONE, lastFailure: '' };
  if (event.workflowExecutionFailedEventAttributes) {
    const lastFailure = failureText(event.workflowExecutionFailedEventAttributes.failure);
    return { name: 'failed', state: STEP_STATE_FAILED, lastFailure };
  }
  if (event.workflowExecutionTimedOutEventAttributes)
    return { name: 'timed_out', state: STEP_STATE_FAILED, lastFailure: '' };
  if (event.workflowExecutionCanceledEventAttributes)
    return { name: 'cancelled', state: STEP_STATE_CANCELLED, lastFailure: '' };
  if (event.workflowExecutionTerminatedEventAttributes) {
    const { reason } = event.workflowExecutionTerminatedEventAttributes;
    return { name: 'terminated', state: STEP_STATE_CANCELLED, lastFailure: (reason ?? '').slice(0, MAX_FAILURE) };
  }
  return undefined;
}

/**
 * The workflow's own code failing: the server tries it again and again, and writes only the first time into the history.
 * Nothing while it does not fail.
 */
export function faultOf(
  runId: string,
  task: { attempt?: number | null; scheduledTime?: Timestamp | null } | null | undefined,
  steps: readonly proto.ProcessStep[],
): proto.ProcessStep | undefined {
  const attempts = task?.attempt ?? 1;
  if (attempts < 2) return undefined;
  const known = steps.findLast(({ kind }) => kind === StepKind.STEP_KIND_FAULT);
  return proto.ProcessStep.fromPartial({
    kind: StepKind.STEP_KIND_FAULT,
    name: 'workflow',
    state: StepState.STEP_STATE_OPEN,
    startTime: timeOf(task?.scheduledTime),
    attempts,
    lastFailure: known?.lastFailure ?? '',
    runId,
  });
}

/** Attempts, last failure and next attempt of an activity that is under way. */
export const pendingFacts = ({ attempt, lastFailure, nextAttemptScheduleTime, scheduledTime }: PendingActivity) => ({
  attempts: attempt ?? 1,
  lastFailure: failureText(lastFailure),
  dueTime: timeOf(nextAttemptScheduleTime ?? scheduledTime),
});

/** The open step that comes first: anything else before a timer, then by time. */
export function nextOf(steps: readonly proto.ProcessStep[]): proto.ProcessStep | undefined {
  const open = steps.filter(({ state }) => state === StepState.STEP_STATE_OPEN);
  const rank = ({ kind, dueTime }: proto.ProcessStep) =>
    (kind === StepKind.STEP_KIND_TIMER ? 1e15 : 0) + (dueTime?.getTime() ?? 0);
  return open.sort((a, b) => rank(a) - rank(b))[0];
}

/** The innermost message of a failure, without its stack. */
export function failureText(failure: Failure | null | undefined): string {
  let innermost = failure;
  while (innermost?.cause) innermost = innermost.cause;
  return (innermost?.message || failure?.message || '').slice(0, MAX_FAILURE);
}

/** A time of the wire; its seconds come as numbers, texts or long integers. */
export const timeOf = (time: Timestamp | null | undefined): Date | undefined =>
  time ? new Date(Number(time.seconds ?? 0) * 1000 + Math.floor((time.nanos ?? 0) / 1e6)) : undefined;

const millisecondsOf = (span: Timestamp | null | undefined): number => timeOf(span)?.getTime() ?? 0;
