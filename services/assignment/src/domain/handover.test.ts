import fc from 'fast-check';
import {
  acknowledge,
  approve,
  arrive,
  beginReturn,
  cancel,
  draftHandover,
  dueNow,
  finishReturn,
  type Handover,
  type HandoverChange,
  type HandoverDoc,
  REMIND_MS,
  reject,
  remind,
  start,
  submit,
  UNDO_MS,
  undo,
} from './handover';
import { type HandoverItem, handOver, standingOf } from './handover-item';
import { type OwnershipDoc, undecided } from './ownership';

const t0 = new Date('2026-11-28T08:00:00Z');
const at = (ms: number) => new Date(t0.getTime() + ms);
const PLAN = { named: [], leadsTo: 'bob', customersTo: 'bob', rule: 'LEAST_LOAD' as const, shares: [] };
const LEAVER = { fromRepId: 'ann', teamId: 'south', teamPath: ['sales', 'south'] };
const draft = (terms: Partial<Handover> = {}): HandoverDoc => ({
  ...draftHandover('h1', { reason: 'LEAVES', mode: 'PERMANENT', plan: PLAN, note: '', ...terms }, LEAVER, 'user-ann')
    .state,
  _id: 'h1',
});
const apply = (handover: HandoverDoc, change: HandoverChange | null): HandoverDoc => ({ ...handover, ...change?.set });
const BOB = { repId: 'bob', leads: 2, customers: 1 };

describe('a handover', () => {
  it('goes from draft to done, and can be undone for seven days', () => {
    let handover = apply(draft(), submit(draft(), 'mia'));
    expect(submit(handover, 'mia')).toBeNull();
    handover = apply(handover, approve(handover, 'user-mia'));
    expect(dueNow(handover, t0)).toEqual({ kind: 'start' });
    handover = apply(handover, start(handover));
    expect(() => cancel(handover)).toThrow('RUNNING');
    handover = apply(handover, arrive(handover, [BOB], t0));
    expect(() => acknowledge(handover, 'carl', t0)).toThrow('Nothing');
    handover = apply(handover, acknowledge(handover, 'bob', t0));
    expect([handover.state, handover.activeRepId]).toEqual(['DONE', undefined]);
    expect(acknowledge(handover, 'bob', t0)).toBeNull();
    expect(() => undo(handover, at(UNDO_MS + 1))).toThrow('seven days');
    handover = apply(handover, undo(handover, at(UNDO_MS)));
    expect(handover.state).toBe('UNDOING');
    const finished = finishReturn(handover);
    expect(finished.set.state).toBe('UNDONE');
    expect(finished.events[0]?.data).toMatchObject({
      recipients: [{ repId: 'ann', role: 'undone' }, { repId: 'bob' }],
    });
  });

  it('goes back to a draft with the reason, and is cancelled until it starts', () => {
    const asked = apply(draft(), submit(draft(), ''));
    const back = apply(asked, reject(asked, 'Not to Bob.'));
    expect([back.state, back.rejectReason]).toEqual(['DRAFT', 'Not to Bob.']);
    for (const each of [back, asked, apply(asked, approve(asked, 'x'))])
      expect(cancel(each)?.set.state).toBe('CANCELLED');
    expect(() => approve(draft(), 'x')).toThrow('DRAFT');
    const given = apply(asked, approve(asked, 'x'));
    expect(approve(given, 'x')).toBeNull();
    expect(() => approve(apply(given, cancel(given)), 'x')).toThrow('CANCELLED');
  });

  it('waits for its start, reminds and escalates once each, and returns a stand-in by itself', () => {
    const waiting = { ...draft({ startTime: at(5000) }), state: 'APPROVED' as const };
    expect(dueNow(waiting, t0)).toEqual({ kind: 'wait', at: at(5000) });
    const standIn = { ...draft({ mode: 'STAND_IN', returnTime: at(9 * REMIND_MS) }), state: 'RUNNING' as const };
    let handover = apply(standIn, arrive(standIn, [BOB], t0));
    expect(dueNow(handover, t0)).toEqual({ kind: 'wait', at: at(REMIND_MS) });
    const due = dueNow(handover, at(REMIND_MS));
    expect(due).toEqual({ kind: 'remind', repIds: ['bob'] });
    const reminded = remind(handover, due as never, new Map(), at(REMIND_MS));
    expect(reminded.events[0]?.data).toMatchObject({ recipients: [{ repId: 'bob', role: 'reminder' }] });
    handover = apply(handover, reminded);
    const late = dueNow(handover, at(2 * REMIND_MS));
    expect(late).toEqual({ kind: 'escalate', repIds: ['bob'] });
    const told = remind(handover, late as never, new Map([['bob', 'mia']]), at(2 * REMIND_MS));
    expect(told.events[0]?.data).toMatchObject({ recipients: [{ repId: 'mia', role: 'escalation' }] });
    handover = apply(handover, told);
    expect(dueNow(handover, at(3 * REMIND_MS))).toEqual({ kind: 'wait', at: at(9 * REMIND_MS) });
    handover = apply(handover, acknowledge(handover, 'bob', at(3 * REMIND_MS)));
    expect(handover.activeRepId).toBe('ann');
    expect(dueNow(handover, at(9 * REMIND_MS))).toEqual({ kind: 'return' });
    handover = apply(handover, beginReturn(handover));
    expect(finishReturn(handover).set).toMatchObject({ state: 'RETURNED', activeRepId: undefined });
  });
});

describe('one customer of a handover', () => {
  const item: HandoverItem = {
    handoverId: 'h1',
    leadId: 'l1',
    openLead: true,
    fromRepId: 'ann',
    toRepId: 'bob',
    teamId: 'south',
    teamPath: ['sales', 'south'],
    state: 'PLANNED',
    skipReason: '',
  };
  const owned: OwnershipDoc = {
    ...undecided({} as never, 'x'),
    _id: 'l1',
    revision: 5,
    ownerId: 'ann',
    teamId: 'south',
    teamPath: ['sales', 'south'],
    cycle: 2,
    since: t0,
  };
  type Step = 'out' | 'back' | 'reassign' | 'pool' | 'other';
  const north = { ownerId: 'bob', teamId: 'north', teamPath: ['sales', 'north'] };
  const home = { ownerId: 'ann', teamId: 'south', teamPath: ['sales', 'south'] };

  function run(ownership: OwnershipDoc, step: Step): OwnershipDoc {
    const next = (set: Partial<OwnershipDoc>) => ({ ...ownership, ...set, revision: ownership.revision + 1 });
    if (step === 'reassign') return next({ ownerId: 'carl', cycle: ownership.cycle + 1, poolId: '' });
    if (step === 'pool') return next({ ownerId: '', poolId: 'pool-south' });
    if (step === 'other') return next({});
    const [to, direction] = step === 'out' ? ([north, 'out'] as const) : ([home, 'back'] as const);
    if (standingOf(item, ownership, direction) !== 'move') return ownership;
    return next(handOver(ownership, 'h1', to, direction, { now: t0, actor: 'x' }).set as Partial<OwnershipDoc>);
  }

  it('goes and returns with the same owner, team, cycle and since', () => {
    const moved = run(owned, 'out');
    expect(moved).toMatchObject({ ...north, cycle: 2, since: t0, revision: 6 });
    expect(standingOf(item, moved, 'out')).toBe('done');
    // The history of owners goes on: it tells of both moves.
    const { handover: _mark, revision: _revision, stay: _stay, ...returned } = run(moved, 'back');
    const { revision: _before, ...before } = owned;
    expect(returned).toEqual(before);
  });

  it('is moved at most once each way, and never against what somebody else decided (property)', () => {
    const steps = fc.array(fc.constantFrom<Step>('out', 'out', 'back', 'back', 'reassign', 'pool', 'other'), {
      maxLength: 15,
    });
    fc.assert(
      fc.property(steps, (given) => {
        let ownership = owned;
        const moves: string[] = [];
        let decided = false;
        for (const step of given) {
          const before = ownership;
          ownership = run(ownership, step);
          if ((step === 'out' || step === 'back') && ownership !== before) {
            expect(decided).toBe(false);
            moves.push(step);
          }
          if (step === 'reassign' || step === 'pool') decided = true;
        }
        expect(['', 'out', 'out,back']).toContain(moves.join(','));
      }),
    );
  });
});
