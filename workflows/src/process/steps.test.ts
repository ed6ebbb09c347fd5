import { workflow as proto } from '@fairlead/proto';
import type { temporal } from '@temporalio/proto';
import fc from 'fast-check';
import { keptHistories } from '../testing/histories';
import { failureText, faultOf, nextOf, stepsOf } from './steps';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
const { StepKind, StepState } = proto;

const at = (seconds: number) => ({ seconds: seconds as never, nanos: 0 });
const scheduled = (eventId: number, name: string): HistoryEvent => ({
  eventId: eventId as never,
  eventTime: at(eventId),
  activityTaskScheduledEventAttributes: { activityId: String(eventId), activityType: { name } },
});

/** Promise: every activity and timer of a history is one step, and what is open is told. */
describe('steps of a history', () => {
  it.each(keptHistories().map(({ workflowId, history }) => [workflowId, history] as const))('%s', (_name, history) => {
    const events = history.events ?? [];
    const steps = stepsOf('run', events);
    const count = (kind: proto.StepKind) => steps.filter((step) => step.kind === kind).length;
    const having = (attribute: keyof HistoryEvent) => events.filter((event) => event[attribute]).length;
    expect(count(StepKind.STEP_KIND_ACTIVITY)).toBe(having('activityTaskScheduledEventAttributes'));
    expect(count(StepKind.STEP_KIND_TIMER)).toBe(having('timerStartedEventAttributes'));
    expect(count(StepKind.STEP_KIND_SIGNAL)).toBe(having('workflowExecutionSignaledEventAttributes'));
    // A kept history was read at rest: nothing is open but the timer that the run waits for.
    expect(steps.filter(({ state, kind }) => state === 'STEP_STATE_OPEN' && kind !== 'STEP_KIND_TIMER')).toEqual([]);
    const ends = steps.filter(({ kind, name }) => kind === 'STEP_KIND_END' && name === 'completed').length;
    expect(ends).toBe(having('workflowExecutionCompletedEventAttributes'));
    expect(steps[0]).toMatchObject({ kind: 'STEP_KIND_START', name: 'started' });
    const times = steps.map(({ startTime }) => startTime?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('has one step for each activity and timer, whatever becomes of it (property)', () => {
    const fate = fc.constantFrom('open', 'done', 'failed', 'cancelled', 'timed-out');
    fc.assert(
      fc.property(fc.array(fc.record({ timer: fc.boolean(), fate }), { maxLength: 40 }), (things) => {
        const begun = things.map(({ timer }, index): HistoryEvent => {
          const eventId = index + 1;
          const started = { eventId: eventId as never, eventTime: at(eventId) };
          if (!timer) return scheduled(eventId, `call-${index}`);
          return { ...started, timerStartedEventAttributes: { startToFireTimeout: at(60) } };
        });
        const ended = things.flatMap(({ timer, fate: what }, index): HistoryEvent[] => {
          const id = (index + 1) as never;
          const eventTime = at(100 + index);
          if (what === 'open') return [];
          if (timer) {
            return what === 'done'
              ? [{ eventTime, timerFiredEventAttributes: { startedEventId: id } }]
              : [{ eventTime, timerCanceledEventAttributes: { startedEventId: id } }];
          }
          const of = { scheduledEventId: id };
          if (what === 'done') return [{ eventTime, activityTaskCompletedEventAttributes: of }];
          if (what === 'failed') return [{ eventTime, activityTaskFailedEventAttributes: of }];
          if (what === 'timed-out') return [{ eventTime, activityTaskTimedOutEventAttributes: of }];
          return [{ eventTime, activityTaskCanceledEventAttributes: of }];
        });
        const steps = stepsOf('run', [...begun, ...ended]);
        expect(steps.length).toBe(things.length);
        const open = things.filter(({ fate: what }) => what === 'open').length;
        expect(steps.filter(({ state }) => state === StepState.STEP_STATE_OPEN).length).toBe(open);
        expect(steps.every(({ state, endTime }) => (state === 'STEP_STATE_OPEN') === (endTime === undefined))).toBe(
          true,
        );
      }),
    );
  });

  it('tells attempts and the last failure of what is tried again, which the history does not know', () => {
    const other = { activityId: '6', activityType: { name: 'readObligation' }, attempt: 9 };
    const [step] = stepsOf(
      'run',
      [scheduled(5, 'readObligation')],
      [
        other,
        {
          activityId: '5',
          activityType: { name: 'readObligation' },
          attempt: 4,
          lastFailure: { message: 'outer', cause: { message: 'DOWN: The service is away.' } },
          nextAttemptScheduleTime: at(90),
        },
      ],
    );
    expect(step).toMatchObject({
      attempts: 4,
      lastFailure: 'DOWN: The service is away.',
      dueTime: new Date(90_000),
      state: 'STEP_STATE_OPEN',
    });
  });

  it('tells that the workflow itself fails, which the history says only once', () => {
    expect(faultOf('run', undefined, [])).toBeUndefined();
    expect(faultOf('run', { attempt: 1 }, [])).toBeUndefined();
    const steps = stepsOf('run', [
      { eventId: 1 as never, eventTime: at(1), workflowTaskFailedEventAttributes: { failure: { message: 'no code' } } },
    ]);
    expect(faultOf('run', { attempt: 7, scheduledTime: at(2) }, steps)).toMatchObject({
      kind: 'STEP_KIND_FAULT',
      state: 'STEP_STATE_OPEN',
      attempts: 7,
      lastFailure: 'no code',
    });
  });

  it('says that a call comes before a timer, and the soonest timer first', () => {
    const timer = (dueTime: number) =>
      proto.ProcessStep.fromPartial({
        kind: StepKind.STEP_KIND_TIMER,
        state: StepState.STEP_STATE_OPEN,
        dueTime: new Date(dueTime),
      });
    expect(nextOf([timer(20), timer(10)])?.dueTime).toEqual(new Date(10));
    expect(nextOf([timer(10), ...stepsOf('run', [scheduled(5, 'reachLevel')])])?.name).toBe('reachLevel');
    expect(nextOf([])).toBeUndefined();
  });

  it('cuts a long failure and never shows a stack', () => {
    expect(failureText({ message: 'x'.repeat(1000), stackTrace: 'secret place' })).toBe('x'.repeat(300));
    expect(failureText(undefined)).toBe('');
  });
});
