import { describe, expect, it } from 'vitest';
import type { Handover } from '../api/handovers';
import { actionsOf, shareDone } from './handover';
import { emptyHandover, handoverDraftOf, toHandover } from './handover-draft';

const handover = (state: string, given: Partial<Handover> = {}): Handover => ({
  id: 'h1',
  etag: '1',
  createTime: '2026-11-01T00:00:00Z',
  fromRepId: 'ann',
  reason: 'HANDOVER_REASON_LEAVES',
  mode: 'HANDOVER_MODE_PERMANENT',
  plan: { named: [], leadsTo: '', customersTo: '', rule: 'RECEIVER_RULE_LEAST_LOAD', shares: [] },
  note: '',
  state: `HANDOVER_STATE_${state}`,
  rejectReason: '',
  receivers: [{ repId: 'bob', leads: 1, customers: 0, registrations: 0 }],
  people: {},
  ...given,
});
const ann = { roles: ['rep'], rep: 'ann' };
const bob = { roles: ['rep'], rep: 'bob' };
const mia = { roles: ['rep', 'manager'], rep: 'mia' };
const now = Date.parse('2026-11-05T00:00:00Z');

describe('what may be done with a handover', () => {
  it('depends on who looks and where it stands', () => {
    expect(actionsOf(handover('DRAFT'), ann, now)).toEqual(['submit', 'edit', 'cancel']);
    expect(actionsOf(handover('DRAFT'), bob, now)).toEqual([]);
    expect(actionsOf(handover('PENDING_APPROVAL'), ann, now)).toEqual(['cancel']);
    expect(actionsOf(handover('PENDING_APPROVAL'), mia, now)).toEqual(['approve', 'reject', 'cancel']);
    expect(actionsOf(handover('PENDING_APPROVAL', { fromRepId: 'mia' }), mia, now)).toEqual(['cancel']);
    expect(actionsOf(handover('RUNNING'), mia, now)).toEqual([]);
    expect(actionsOf(handover('AWAITING_ACKNOWLEDGEMENT'), bob, now)).toEqual(['acknowledge']);
    const undoUntil = '2026-11-06T00:00:00Z';
    expect(actionsOf(handover('DONE', { undoUntil }), mia, now)).toEqual(['undo']);
    expect(actionsOf(handover('DONE', { undoUntil }), mia, Date.parse('2026-11-07T00:00:00Z'))).toEqual([]);
    expect(actionsOf(handover('UNDONE', { undoUntil }), mia, now)).toEqual([]);
  });

  it('shows how far it is, there and back', () => {
    const progress = { planned: 3, moved: 6, skipped: 1, returned: 0, kept: 0 };
    expect(shareDone(handover('RUNNING', { progress }))).toBe(0.7);
    expect(shareDone(handover('UNDOING', { progress: { ...progress, moved: 5, returned: 4, kept: 1 } }))).toBe(0.5);
    expect(shareDone(handover('RUNNING', { progress: { ...progress, planned: 0, moved: 0, skipped: 0 } }))).toBe(0);
    expect(shareDone(handover('DONE', { progress }))).toBeUndefined();
  });
});

describe('a planned handover', () => {
  it('is saved with what was chosen, and comes back as it was typed', () => {
    const draft = {
      ...emptyHandover('r1', 'ann'),
      reason: 'HANDOVER_REASON_ON_LEAVE',
      start: '2026-12-01T09:00',
      return: '2026-12-15T09:00',
      rule: 'RECEIVER_RULE_SHARES',
      shares: [
        { repId: 'bob', weight: '2' },
        { repId: '', weight: '1' },
      ],
      named: { l1: 'carl', l2: '' },
    };
    const body = toHandover(draft, 'Europe/Berlin');
    expect(body).toMatchObject({
      mode: 'HANDOVER_MODE_STAND_IN',
      startTime: '2026-12-01T08:00:00.000Z',
      returnTime: '2026-12-15T08:00:00.000Z',
      plan: { named: [{ leadId: 'l1', repId: 'carl' }], shares: [{ repId: 'bob', weight: 2 }] },
    });
    const saved = handover('DRAFT', { ...body, startTime: body.startTime ?? '', returnTime: body.returnTime ?? '' });
    expect(handoverDraftOf(saved, 'r2', 'Europe/Berlin')).toMatchObject({
      start: draft.start,
      return: draft.return,
      shares: [{ repId: 'bob', weight: '2' }],
      named: { l1: 'carl' },
    });
    expect(toHandover({ ...draft, reason: 'HANDOVER_REASON_LEAVES' }, 'UTC')).toMatchObject({
      mode: 'HANDOVER_MODE_PERMANENT',
      returnTime: null,
    });
  });
});
