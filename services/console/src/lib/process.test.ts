import { describe, expect, it } from 'vitest';
import { isRunning, processFilter, reachedLevel } from './process';

const now = Date.parse('2026-01-01T00:00:00Z');

describe('the list of processes', () => {
  it('shows what runs until a state is chosen', () => {
    expect(processFilter({ team: '', owner: '', state: '', due: '' }, now)).toEqual({
      ownerId: '',
      teamId: '',
      openOnly: 'true',
    });
    expect(processFilter({ team: 'south', owner: 'ann', state: 'all', due: '' }, now)).toEqual({
      ownerId: 'ann',
      teamId: 'south',
    });
    expect(processFilter({ team: '', owner: '', state: 'OBLIGATION_STATE_FULFILLED', due: '' }, now)).toEqual({
      ownerId: '',
      teamId: '',
      state: 'OBLIGATION_STATE_FULFILLED',
    });
  });
  it('knows windows of due times', () => {
    expect(processFilter({ team: '', owner: '', state: 'all', due: 'overdue' }, now)).toEqual({
      ownerId: '',
      teamId: '',
      dueBefore: '2026-01-01T00:00:00.000Z',
      openOnly: 'true',
    });
    expect(processFilter({ team: '', owner: '', state: 'all', due: 'week' }, now)).toEqual({
      ownerId: '',
      teamId: '',
      dueAfter: '2026-01-01T00:00:00.000Z',
      dueBefore: '2026-01-08T00:00:00.000Z',
    });
  });
});

it('tells what a process has reached', () => {
  const level = (id: string, recordTime?: string) => ({ id, dueTime: '', recipients: [], recordTime });
  expect(reachedLevel({ levels: [level('reminder-1', 'x'), level('breach', 'y'), level('recycle')] })?.id).toBe(
    'breach',
  );
  expect(reachedLevel({ levels: [level('breach')] })).toBeUndefined();
  expect(isRunning({ state: 'OBLIGATION_STATE_RECYCLING' })).toBe(true);
  expect(isRunning({ state: 'OBLIGATION_STATE_RECYCLED' })).toBe(false);
});
