import { describe, expect, it } from 'vitest';
import { isRunning, processFilter, reachedLevel } from './process';

const now = Date.parse('2026-01-01T00:00:00Z');
const ALL = { team: '', owner: '', state: '', due: '', after: '', before: '' };

describe('the list of processes', () => {
  it('shows what runs until a state is chosen', () => {
    expect(processFilter(ALL, now)).toEqual({
      ownerId: '',
      teamId: '',
      openOnly: 'true',
    });
    expect(processFilter({ ...ALL, team: 'south', owner: 'ann', state: 'all' }, now)).toEqual({
      ownerId: 'ann',
      teamId: 'south',
    });
    expect(processFilter({ ...ALL, state: 'OBLIGATION_STATE_FULFILLED' }, now)).toEqual({
      ownerId: '',
      teamId: '',
      state: 'OBLIGATION_STATE_FULFILLED',
    });
  });
  it('knows windows of due times', () => {
    expect(processFilter({ ...ALL, state: 'all', due: 'overdue' }, now)).toEqual({
      ownerId: '',
      teamId: '',
      dueBefore: '2026-01-01T00:00:00.000Z',
      openOnly: 'true',
    });
    expect(processFilter({ ...ALL, state: 'all', due: 'week' }, now)).toEqual({
      ownerId: '',
      teamId: '',
      dueAfter: '2026-01-01T00:00:00.000Z',
      dueBefore: '2026-01-08T00:00:00.000Z',
    });
  });
  it('knows instants, unless a window is chosen or they are none', () => {
    const [after, before] = ['2025-12-01T00:00:00Z', '2025-12-02T00:00:00Z'];
    const all = { ownerId: '', teamId: '' };
    expect(processFilter({ ...ALL, state: 'all', after, before }, now)).toEqual({
      ...all,
      dueAfter: after,
      dueBefore: before,
    });
    expect(processFilter({ ...ALL, before }, now)).toEqual({ ...all, openOnly: 'true', dueBefore: before });
    expect(processFilter({ ...ALL, state: 'all', due: 'overdue', after }, now)).not.toHaveProperty('dueAfter');
    expect(processFilter({ ...ALL, state: 'all', after: 'soon' }, now)).toEqual(all);
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
