import { recycleWarning, takenBack, takingMessage } from './notification';

describe('messages', () => {
  it('of an assignment exist once per cycle', () => {
    const data = { ownerId: 'ann', teamId: 'south', cycle: 3, since: '2026-01-01T00:00:00.000Z' };
    expect(takingMessage('claimed', 'l1', data)).toMatchObject({
      id: 'claimed:l1:3',
      kind: 'lead_claimed',
      recipientId: 'ann',
    });
  });
  it('of a lead that goes back to its pool: a warning per time, and the taking itself per cycle', () => {
    const warned = { ownerId: 'ann', teamId: 'south', cycle: 3, recycleTime: '2026-01-09T00:00:00.000Z' };
    expect(recycleWarning('l1', warned)).toMatchObject({
      id: 'recycle-warning:l1:3:2026-01-09T00:00:00.000Z',
      recipientId: 'ann',
      params: { dueTime: warned.recycleTime },
    });
    const pooled = {
      previousOwnerId: 'ann',
      teamId: 'south',
      cycle: 3,
      reason: 'not_contacted',
    } as never as Parameters<typeof takenBack>[2];
    const time = new Date('2026-01-09T00:00:00Z');
    expect(takenBack('l1', time, pooled)).toMatchObject([{ id: 'taken-back:l1:3', recipientId: 'ann' }]);
    // Whoever gave it back, or was told by a clock, needs no message.
    expect(takenBack('l1', time, { ...pooled, reason: 'returned' })).toEqual([]);
    expect(takenBack('l1', time, { ...pooled, previousOwnerId: '' })).toEqual([]);
  });
});
