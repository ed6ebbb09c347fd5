import { followup } from '@fairlead/proto';
import { nextSteps } from './overview';

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1, hours));

describe('what comes next', () => {
  it('is what running clocks have not reached and open tasks, by time', () => {
    const running = followup.Obligation.fromPartial({
      id: 'first_contact:l1:1',
      ownerId: 'ann',
      state: followup.ObligationState.OBLIGATION_STATE_OPEN,
      levels: [
        { id: 'reminder-1', dueTime: at(1), recordTime: at(1) },
        { id: 'breach', dueTime: at(4) },
        { id: 'recycle', dueTime: at(6) },
      ],
    });
    const over = followup.Obligation.fromPartial({
      ...running,
      state: followup.ObligationState.OBLIGATION_STATE_FULFILLED,
    });
    const task = followup.Task.fromPartial({ id: 't1', title: 'Send the sample', dueTime: at(5), ownerId: 'ann' });
    const steps = nextSteps([over, running], [task]);
    expect(steps.map(({ kind, title }) => [kind, title])).toEqual([
      ['level', 'breach'],
      ['task', 'Send the sample'],
      ['level', 'recycle'],
    ]);
  });
});
