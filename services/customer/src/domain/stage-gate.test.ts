import { customer as proto } from '@fairlead/proto';
import fc from 'fast-check';
import { tickItem } from './checklist';
import type { Customer } from './customer';
import { type Playbook, repeatedIds, STAGES, type StagePlaybook, stageAfter, withPart } from './playbook';
import { MAX_OVERRIDES, moveToStage, type Override } from './stage-gate';
import { checkCriterion } from './stage-language';
import { standingOf } from './stage-standing';

const { CustomerState, CustomerType, Stage } = proto;
const now = new Date('2026-03-02T08:00:00Z');
const text = { en: 'x', zh: 'x' };
const customer = (overrides: Partial<Customer> = {}): Customer =>
  ({
    type: CustomerType.CUSTOMER_TYPE_ORGANIZATION,
    state: CustomerState.CUSTOMER_STATE_LEAD,
    stage: Stage.STAGE_NEED,
    valueLevel: 'VALUE_LEVEL_HIGH',
    phone: '',
    email: '',
    contacts: [],
    tags: [],
    ...overrides,
  }) as Customer;
const criterion = (id: string, expression: string, customerTypes: proto.CustomerType[] = []) => ({
  id,
  expression,
  text,
  customerTypes,
});
const item = (id: string, required: boolean) => ({ id, title: text, required, customerTypes: [] });
const NEED: StagePlaybook = {
  stage: Stage.STAGE_NEED,
  items: [item('ask-budget', true), item('send-brochure', false)],
  entryCriteria: [],
  exitCriteria: [criterion('reachable', 'customer.has_phone || customer.has_email')],
};
const QUOTE: StagePlaybook = {
  stage: Stage.STAGE_QUOTE,
  items: [],
  entryCriteria: [
    criterion('known-industry', 'customer.industry != ""', [CustomerType.CUSTOMER_TYPE_ORGANIZATION]),
    criterion('tagged', '"checked" in customer.tags && checklist.left == 0'),
  ],
  exitCriteria: [],
};
const playbook: Playbook = { stages: [NEED, QUOTE] };
const rep: Override = { reason: '', author: 'user-ann', mayOverride: false };
const failureOf = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as { code: string; reason: string; metadata: Record<string, string> };
  }
};

describe('the playbook', () => {
  it('names everything that is missing on the way to a later stage', () => {
    expect(standingOf(playbook, customer(), Stage.STAGE_QUOTE).missing).toEqual([
      'ask-budget',
      'reachable',
      'known-industry',
      'tagged',
    ]);
    const ready = customer({
      contacts: [{ id: 'c', name: 'Li', title: '', phone: '+4930', email: '' }],
      industry: 'Pumps',
      tags: ['checked'],
      checklist: [{ item: 'ask-budget', time: now, author: 'user-ann' }],
    });
    expect(standingOf(playbook, ready, Stage.STAGE_QUOTE).missing).toEqual([]);
  });

  it('asks persons for what is meant for them only', () => {
    const person = customer({ type: CustomerType.CUSTOMER_TYPE_PERSON });
    expect(standingOf(playbook, person, Stage.STAGE_QUOTE).missing).toEqual(['ask-budget', 'reachable', 'tagged']);
  });

  it('holds nobody back on the way to an earlier stage, nor where the customer is', () => {
    for (const target of [Stage.STAGE_LEAD, Stage.STAGE_CONTACT, Stage.STAGE_NEED]) {
      expect(standingOf(playbook, customer(), target).missing).toEqual([]);
    }
  });

  it('refuses a move with what is missing, and lets a manager do it with a reason that is kept', () => {
    const refused = failureOf(() => moveToStage('c', customer(), Stage.STAGE_SOLUTION, playbook, rep, now));
    expect(refused).toMatchObject({ reason: 'STAGE_CRITERIA', metadata: { missing: 'ask-budget,reachable' } });
    const pleading = { ...rep, reason: 'He called me.' };
    expect(failureOf(() => moveToStage('c', customer(), Stage.STAGE_SOLUTION, playbook, pleading, now))?.code).toBe(
      'PERMISSION_DENIED',
    );
    const change = moveToStage(
      'c',
      customer(),
      Stage.STAGE_SOLUTION,
      playbook,
      { ...pleading, mayOverride: true },
      now,
    );
    const missing = ['ask-budget', 'reachable'];
    expect(change?.set.stage).toBe(Stage.STAGE_SOLUTION);
    expect(change?.set.stageOverrides).toEqual([
      {
        time: now,
        author: 'user-ann',
        from: Stage.STAGE_NEED,
        to: Stage.STAGE_SOLUTION,
        reason: 'He called me.',
        missing,
      },
    ]);
    expect(change?.events[0]?.data).toMatchObject({ overridden: missing });
  });

  it('keeps no override where nothing was missing, and refuses more than a record keeps', () => {
    const back = moveToStage(
      'c',
      customer(),
      Stage.STAGE_LEAD,
      playbook,
      { ...rep, reason: 'x', mayOverride: true },
      now,
    );
    expect(back?.set).toEqual({ stage: Stage.STAGE_LEAD });
    const stageOverrides = Array.from({ length: MAX_OVERRIDES }, () => ({
      time: now,
      author: 'a',
      from: Stage.STAGE_NEED,
      to: Stage.STAGE_QUOTE,
      reason: 'x',
      missing: ['x'],
    }));
    const full = failureOf(() =>
      moveToStage(
        'c',
        customer({ stageOverrides }),
        Stage.STAGE_QUOTE,
        playbook,
        { ...rep, reason: 'x', mayOverride: true },
        now,
      ),
    );
    expect(full?.reason).toBe('TOO_MANY_OVERRIDES');
  });

  it('never lets anybody through whom it names something missing for', () => {
    fc.assert(
      fc.property(
        fc.record({
          stage: fc.constantFrom(...STAGES),
          phone: fc.constantFrom('', '+4930'),
          industry: fc.constantFrom('', 'Pumps'),
          tags: fc.subarray(['checked', 'hot']),
          ticked: fc.subarray(['ask-budget', 'send-brochure']),
        }),
        fc.constantFrom(...STAGES),
        ({ ticked, ...values }, target) => {
          const one = customer({
            ...values,
            checklist: ticked.map((each) => ({ item: each, time: now, author: 'user-ann' })),
          });
          const { missing } = standingOf(playbook, one, target);
          const failure = failureOf(() => moveToStage('c', one, target, playbook, rep, now));
          expect(failure?.metadata.missing ?? '').toBe(missing.join(','));
        },
      ),
    );
  });

  it('counts an expression that fails as not fulfilled', () => {
    const broken = { stages: [{ ...NEED, exitCriteria: [criterion('broken', '1 / orders.count > 0')] }] };
    expect(standingOf(broken, customer(), Stage.STAGE_QUOTE).missing).toContain('broken');
  });

  it.each([
    ['customer.industy == ""', /^at \d+: /],
    ['customer.contacts == "two"', /^at \d+: /],
    ['customer.industry', /must be true or false/],
    ['customer.has_phone &&', /^at \d+: /],
  ])('says where %s is wrong', (expression, fault) => {
    expect(checkCriterion(expression)).toMatch(fault);
  });

  it('keeps the stages in order, each once, and ids apart', () => {
    const all = [QUOTE, NEED].reduce(withPart, { stages: [] } as Playbook);
    expect(all.stages.map(({ stage }) => stage)).toEqual([Stage.STAGE_NEED, Stage.STAGE_QUOTE]);
    expect(withPart(all, { ...QUOTE, entryCriteria: [] }).stages).toHaveLength(1);
    expect([...repeatedIds(all)]).toEqual([]);
    expect([...repeatedIds(withPart(all, { ...QUOTE, items: [item('reachable', false)] }))]).toEqual(['reachable']);
    expect(stageAfter(Stage.STAGE_COLLECTION)).toBe(Stage.STAGE_COLLECTION);
  });

  it('ticks an item off once and takes it back', () => {
    const ticked = tickItem('c', customer(), 'ask-budget', true, 'user-ann', now);
    expect(ticked?.set.checklist).toEqual([{ item: 'ask-budget', time: now, author: 'user-ann' }]);
    const after = customer(ticked?.set);
    expect(tickItem('c', after, 'ask-budget', true, 'user-bob', now)).toBeNull();
    expect(tickItem('c', after, 'ask-budget', false, 'user-bob', now)?.set.checklist).toEqual([]);
    expect(tickItem('c', customer(), 'ask-budget', false, 'user-bob', now)).toBeNull();
  });
});
