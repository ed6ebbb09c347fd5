import { contestEndMessages, contestedMessage, decideMessages, endMessage } from './registration-messages';

const contest = {
  registrationId: 'r',
  contestId: 'c',
  registrantId: 'ann',
  contestantId: 'nina',
  deadline: '2026-06-04T08:00:00.000Z',
};

describe('messages about registrations', () => {
  it('remind of each end once', () => {
    const data = {
      registrationId: 'r',
      registrantId: 'ann',
      teamId: 'south',
      protectedUntil: '2026-09-01T00:00:00.000Z',
    };
    const later = { ...data, protectedUntil: '2026-10-01T00:00:00.000Z' };
    expect(endMessage('expiring', data)).toMatchObject({ recipientId: 'ann', urgency: 'URGENCY_HIGH', subject: 'r' });
    expect(endMessage('expiring', data).id).not.toBe(endMessage('expiring', later).id);
    expect(endMessage('expired', data).kind).toBe('registration_expired');
  });

  it('tell neither side who the other one is', () => {
    const ends = ['UPHELD', 'TRANSFERRED', 'WITHDRAWN', 'LAPSED', 'SUPERSEDED'].flatMap((outcome) =>
      contestEndMessages({ ...contest, outcome: `CONTEST_STATE_${outcome}` }),
    );
    for (const { recipientId, ...rest } of [contestedMessage({ ...contest, deciderId: 'mia' }), ...ends])
      expect(JSON.stringify(rest)).not.toContain(recipientId === 'ann' ? 'nina' : 'ann');
    expect(ends.map(({ kind, recipientId, subject }) => [kind, recipientId, subject])).toEqual([
      ['contest_lost', 'nina', 'c'],
      ['registration_stands', 'ann', 'r'],
      ['contest_won', 'nina', 'r'],
      ['registration_lost', 'ann', 'r'],
      ['registration_stands', 'ann', 'r'],
      ['contest_lost', 'nina', 'c'],
      ['registration_stands', 'ann', 'r'],
      ['contest_void', 'nina', 'c'],
    ]);
  });

  it('ask a manager to decide, more urgently the second time, and nobody when it is for admins', () => {
    const [filed] = decideMessages('filed', { ...contest, deciderId: 'mia' });
    const [escalated] = decideMessages('escalated', { ...contest, deciderId: 'cleo' });
    expect([filed?.recipientId, filed?.urgency]).toEqual(['mia', 'URGENCY_HIGH']);
    expect([escalated?.recipientId, escalated?.urgency]).toEqual(['cleo', 'URGENCY_CRITICAL']);
    expect(decideMessages('filed', { ...contest, deciderId: '' })).toEqual([]);
  });
});
