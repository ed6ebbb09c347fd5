import fc from 'fast-check';
import { leadSlaId, nextStep, type ObligationView } from './state';

const view = (overrides: Partial<ObligationView> = {}): ObligationView => ({
  obligationId: 'first_contact:l1:1',
  state: 'OBLIGATION_STATE_OPEN',
  ownerId: 'ann',
  teamId: 'south',
  subject: 'l1',
  cycle: 1,
  dueTime: '2026-01-02T00:00:00.000Z',
  nextLevel: { id: 'breach', dueTime: '2026-01-02T00:00:00.000Z' },
  recorded: [],
  paused: false,
  ...overrides,
});
const due = Date.parse('2026-01-02T00:00:00.000Z');

describe('nextStep', () => {
  it('waits exactly until the next level, then reaches it', () => {
    expect(nextStep(view(), due - 1)).toEqual({ kind: 'wait', levelId: 'breach', ms: 1 });
    expect(nextStep(view(), due)).toEqual({ kind: 'reach', levelId: 'breach' });
    expect(nextStep(view(), due + 1)).toEqual({ kind: 'reach', levelId: 'breach' });
  });
  it('carries the recycling out, whatever the time', () => {
    expect(nextStep(view({ state: 'OBLIGATION_STATE_RECYCLING' }), 0)).toEqual({ kind: 'recycle' });
  });
  it('ends when the obligation is over or has no further level', () => {
    const over = ['FULFILLED', 'RECYCLED', 'CANCELLED'].map((state) => view({ state: `OBLIGATION_STATE_${state}` }));
    for (const each of [...over, view({ nextLevel: undefined })]) expect(nextStep(each, 0)).toEqual({ kind: 'end' });
  });
  it('never waits for a time that has come and never reaches one that has not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e10, max: 1e10 }), (offset) => {
        const step = nextStep(view(), due + offset);
        expect(step.kind).toBe(offset < 0 ? 'wait' : 'reach');
        if (step.kind === 'wait') expect(step.ms).toBe(-offset);
      }),
    );
  });
});

it('names the workflow after its obligation', () => {
  expect(leadSlaId('l1', 3)).toBe('lead-sla:l1:3');
});
