import { KINDS } from './catalogue';
import { levelMessages } from './level-messages';

type Role = Parameters<typeof levelMessages>[1]['recipients'][number]['role'];

const level = (name: string, kind = 'first_contact', roles: Role[] = ['owner', 'supervisor']) => ({
  obligationId: `${kind}:l1:2`,
  kind,
  cycle: 2,
  ownerId: 'ann',
  teamId: 'south',
  dueTime: '2026-01-01T00:00:00.000Z',
  level: name,
  recipients: roles.map((role) => ({ repId: role === 'owner' ? 'ann' : role === 'supervisor' ? 'mia' : 'zoe', role })),
});
const said = (name: string, kind: string, roles: Role[]) =>
  levelMessages('l1', level(name, kind, roles)).map((message) => [message.recipientId, message.kind, message.urgency]);

describe('messages of levels', () => {
  it.each([
    ['reminder-1', ['first_contact_reminder', 'URGENCY_NORMAL'], ['first_contact_reminder', 'URGENCY_NORMAL']],
    ['reminder-2', ['first_contact_reminder', 'URGENCY_HIGH'], ['first_contact_reminder', 'URGENCY_HIGH']],
    ['breach', ['first_contact_breach', 'URGENCY_HIGH'], ['first_contact_escalation', 'URGENCY_CRITICAL']],
    ['recycle', ['lead_recycled', 'URGENCY_HIGH'], ['lead_recycled', 'URGENCY_HIGH']],
  ])('of %s say to owner and supervisor what it is for them', (name, owner, supervisor) => {
    const messages = levelMessages('l1', level(name));
    expect(messages.map(({ kind, urgency }) => [kind, urgency])).toEqual([owner, supervisor]);
    expect(messages.map(({ id, recipientId }) => [id, recipientId])).toEqual([
      [`first_contact:l1:2:${name}:ann`, 'ann'],
      [`first_contact:l1:2:${name}:mia`, 'mia'],
    ]);
  });

  it.each(['stage', 'silence', 'first_response', 'resolution'])('of %s go up the ladder', (kind) => {
    expect(said('reminder-1', kind, ['owner'])).toEqual([['ann', `${kind}_reminder`, 'URGENCY_NORMAL']]);
    expect(said('breach', kind, ['owner', 'supervisor'])).toEqual([
      ['ann', `${kind}_breach`, 'URGENCY_HIGH'],
      ['mia', `${kind}_escalation`, 'URGENCY_CRITICAL'],
    ]);
    for (const role of ['director', 'executive'] as const) {
      expect(said('escalation-2', kind, [role])).toEqual([['zoe', `${kind}_escalation`, 'URGENCY_CRITICAL']]);
    }
    // Nobody is above: the owner is told again.
    expect(said('escalation-1', kind, ['owner'])).toEqual([['ann', `${kind}_breach`, 'URGENCY_HIGH']]);
    for (const what of ['reminder', 'breach', 'escalation']) expect(KINDS).toContain(`${kind}_${what}`);
  });
});
