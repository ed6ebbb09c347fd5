import fc from 'fast-check';
import { allocationOf, ruleOf, rulesOf } from '../testing/rosters';
import { decideNew } from './allocate';
import { decide, KNOWN_OWNER, type LeadFacts, type Verdict } from './decide';
import { RULE_HOLDING_LIMIT } from './holding';
import { calendarEntry, teamEntry } from './ledger-entry';
import { candidatesOf, standingOf } from './looks';
import type { Leave } from './rep';
import type { Balance, Rule } from './rule-set';

const now = new Date('2026-03-02T08:00:00Z');
const lead: LeadFacts = {
  attributes: {
    type: 'CUSTOMER_TYPE_ORGANIZATION',
    country: 'DE',
    region: '',
    city: '',
    industry: '',
    source: 'web',
    productLine: '',
    valueLevel: 'VALUE_LEVEL_HIGH',
    language: 'de',
  },
  knownOwnerId: '',
  barredRepId: '',
};
const rejectionsIn = ({ looks }: Verdict) =>
  Object.fromEntries(candidatesOf(looks, 100).map(({ repId, rejectedBecause }) => [repId, rejectedBecause]));

describe('decide', () => {
  it('takes the first rule that applies and has an eligible rep', () => {
    const set = rulesOf([
      ruleOf('fr', { condition: 'lead.country == "FR"' }),
      ruleOf('skilled', { repCondition: '"pumps" in rep.skills' }),
      ruleOf('german', { condition: 'lead.country == "DE"', repCondition: 'lead.country in rep.territories' }),
    ]);
    const verdict = decide(set, lead, allocationOf({ id: 'b', openLeads: 2 }, { id: 'a', openLeads: 3 }), now);
    expect(verdict).toMatchObject({ ownerId: 'b', teamId: 'south', ruleId: 'german', eligible: 2 });
    expect(verdict.rejections).toEqual([{ ruleId: 'skilled', reason: 'CONDITION', count: 2 }]);
    expect(candidatesOf(verdict.looks, 9).map((each) => [each.ruleId, each.repId, each.rejectedBecause])).toEqual([
      ['skilled', 'a', 'CONDITION'],
      ['skilled', 'b', 'CONDITION'],
      ['german', 'b', ''],
      ['german', 'a', ''],
    ]);
    expect(standingOf(verdict.looks, 'a')).toMatchObject({ rank: 2, candidate: { openLeads: 3, ruleId: 'german' } });
  });

  it('names why each rep was passed over, and counts it', () => {
    const leave = { id: 'l', from: now, to: new Date(now.getTime() + 1) };
    const state = allocationOf(
      { id: 'a', active: false },
      { id: 'b', leaves: [leave] },
      { id: 'c' },
      { id: 'd', capacityWeight: 0 },
      { id: 'e', openLeads: RULE_HOLDING_LIMIT },
      { id: 'q', dailyQuota: 1 },
      { id: 'x' },
    );
    state.decided(
      decideNew(
        { leadId: 'one', revision: 1, lead },
        rulesOf([ruleOf('q', { repCondition: 'rep.id == "q"' })]),
        state,
        now,
      ),
      now,
    );
    const barred = { ...lead, barredRepId: 'c', barredUntil: new Date(now.getTime() + 1) };
    const verdict = decide(rulesOf([ruleOf('all', { repCondition: 'rep.id != "x"' })]), barred, state, now);
    expect(verdict).toMatchObject({ ownerId: '', teamId: 'root', ruleId: '', eligible: 0 });
    expect(rejectionsIn(verdict)).toEqual({
      a: 'INACTIVE',
      b: 'ON_LEAVE',
      c: 'COOL_DOWN',
      d: 'NO_CAPACITY',
      e: 'HOLDING_LIMIT',
      q: 'DAILY_QUOTA',
      x: 'CONDITION',
    });
    expect(verdict.reason).toContain('1 inactive, 1 on leave');
  });

  it('breaks a tie by the longest wait, then by id', () => {
    const reps = [
      { id: 'c', lastAssignedMs: 5 },
      { id: 'b', lastAssignedMs: 3 },
      { id: 'a', lastAssignedMs: 3 },
    ];
    expect(decide(rulesOf([ruleOf('r')]), lead, allocationOf(...reps), now).ownerId).toBe('a');
    const busy = reps.map((each) => (each.id === 'c' ? { ...each, lastAssignedMs: 1, openLeads: 9 } : each));
    const roundRobin = rulesOf([ruleOf('r', { balance: 'ROUND_ROBIN' })]);
    expect(decide(roundRobin, lead, allocationOf(...busy), now).ownerId).toBe('c');
  });

  it('gives by weight what came in today, whatever became of it', () => {
    const state = allocationOf({ id: 'a', openLeads: 40 }, { id: 'b', capacityWeight: 3 });
    const rules = rulesOf([ruleOf('r', { balance: 'CAPACITY_WEIGHT' })]);
    const owners = Array.from({ length: 8 }, (_, index) => {
      const time = new Date(now.getTime() + index);
      const decision = decideNew({ leadId: `l${index}`, revision: 1, lead }, rules, state, time);
      state.decided(decision, time);
      return decision.ownerId;
    });
    expect(owners.filter((owner) => owner === 'a')).toHaveLength(2);
  });

  it('counts the daily quota by the day of the team', () => {
    const state = allocationOf({ id: 'a', dailyQuota: 1 });
    const calendar = {
      id: 'cn',
      timeZone: 'Asia/Shanghai',
      weekly: {},
      holidayRegion: 'none' as const,
      exceptions: [],
    };
    state.apply(calendarEntry(calendar, 1, now));
    const team = {
      id: 'south',
      revision: 2,
      path: ['root', 'south'],
      parentId: 'root',
      calendarId: 'cn',
      createdAt: 0,
    };
    state.apply(teamEntry(team, now));
    const rules = rulesOf([ruleOf('r')]);
    const give = (leadId: string, at: string) => {
      const decision = decideNew({ leadId, revision: 1, lead }, rules, state, new Date(at));
      state.decided(decision, new Date(at));
      return decision.ownerId;
    };
    // Midnight in Shanghai is at 16:00 UTC.
    expect(give('1', '2026-03-02T15:00:00Z')).toBe('a');
    expect(give('2', '2026-03-02T15:59:59Z')).toBe('');
    expect(give('3', '2026-03-02T16:00:00Z')).toBe('a');
  });

  it('passes over those who do not work at the moment where the rule asks for it', () => {
    const state = allocationOf({ id: 'a' });
    const slots = [{ from: '09:00', to: '17:00' }];
    const calendar = {
      id: 'de',
      timeZone: 'Europe/Berlin',
      weekly: { 1: slots },
      holidayRegion: 'none' as const,
      exceptions: [],
    };
    state.apply(calendarEntry(calendar, 1, now));
    const team = {
      id: 'south',
      revision: 2,
      path: ['root', 'south'],
      parentId: 'root',
      calendarId: 'de',
      createdAt: 0,
    };
    state.apply(teamEntry(team, now));
    const rules = rulesOf([ruleOf('r', { workingHoursOnly: true })]);
    expect(decide(rules, lead, state, new Date('2026-03-02T08:00:00Z')).ownerId).toBe('a');
    const early = decide(rules, lead, state, new Date('2026-03-02T07:59:59Z'));
    expect(rejectionsIn(early)).toEqual({ a: 'OFF_HOURS' });
  });

  it('asks the owner of a known customer first, unless away', () => {
    const rules = rulesOf([ruleOf('r')], { knownOwnerFirst: true });
    const known = { ...lead, knownOwnerId: 'busy' };
    const leave = { id: 'l', from: now, to: new Date(now.getTime() + 1) };
    const reps = (leaves: Leave[]) => allocationOf({ id: 'busy', openLeads: 7, leaves }, { id: 'idle' });
    expect(decide(rules, known, reps([]), now)).toMatchObject({ ownerId: 'busy', ruleId: KNOWN_OWNER });
    const away = decide(rules, known, reps([leave]), now);
    expect(away).toMatchObject({ ownerId: 'idle', ruleId: 'r' });
    expect(away.rejections[0]).toEqual({ ruleId: KNOWN_OWNER, reason: 'ON_LEAVE', count: 1 });
    expect(decide(rulesOf([ruleOf('r')]), known, reps([]), now).ownerId).toBe('idle');
  });

  it('sends what no rep can take to the pool that the first waiting rule names', () => {
    const rules = rulesOf([
      ruleOf('plain', { repCondition: 'false' }),
      ruleOf('waits', { repCondition: 'false', waitSeconds: 60, priority: 4, overflowTeamId: 'north' }),
      ruleOf('other', { repCondition: 'false', waitSeconds: 9, overflowTeamId: 'root' }),
    ]);
    const verdict = decide(rules, lead, allocationOf({ id: 'a' }, { id: 'n', teamId: 'north' }), now);
    expect(verdict).toMatchObject({ ownerId: '', teamId: 'north', priority: 4 });
    expect(verdict.waitUntil).toEqual(new Date(now.getTime() + 60_000));
    expect(verdict.reason).toContain('by rule waits it waits for a rep until 2026-03-02T08:01:00.000Z');
  });

  it('lists the one who gets it first and counts everybody, however many there are', () => {
    const many = Array.from({ length: 6000 }, (_, index) => ({ id: `r${10_000 + index}`, active: index > 5500 }));
    const verdict = decide(rulesOf([ruleOf('r')]), lead, allocationOf(...many), now);
    expect(verdict.looks[0]?.repIds).toHaveLength(5000);
    expect(verdict.looks[0]?.repIds[0]).toBe(verdict.ownerId);
    expect(verdict.rejections).toEqual([{ ruleId: 'r', reason: 'INACTIVE', count: 5501 }]);
    expect(verdict.eligible).toBe(499);
  });

  const someReps = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z]{1,3}$/),
      teamId: fc.constantFrom('south', 'north'),
      territories: fc.subarray(['DE', 'FR']),
      dailyQuota: fc.constantFrom(0, 0, 3),
      capacityWeight: fc.constantFrom(0, 0.5, 1, 2),
      active: fc.boolean(),
      leaves: fc.constantFrom<Leave[]>([], [{ id: 'l', from: new Date(0), to: new Date(8e12) }]),
      openLeads: fc.nat(20),
      lastAssignedMs: fc.nat(5),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  const someRules = fc.array(
    fc.record({
      condition: fc.constantFrom('true', 'false', 'lead.country == "DE"', '1 / 0 == 1'),
      teamIds: fc.subarray(['south', 'north'], { minLength: 1 }),
      repCondition: fc.constantFrom('', 'lead.country in rep.territories', 'rep.open_leads < 10'),
      balance: fc.constantFrom<Balance>('FEWEST_OPEN', 'ROUND_ROBIN', 'CAPACITY_WEIGHT'),
    }),
    { maxLength: 4 },
  );
  const setOf = (list: Partial<Rule>[]) => rulesOf(list.map((each, index) => ruleOf(`r${index}`, each)));

  it('gives the same verdict for the same facts, in whatever order they come', () => {
    fc.assert(
      fc.property(someRules, someReps, (list, reps) => {
        const verdict = decide(setOf(list), lead, allocationOf(...reps), now);
        expect(decide(setOf(list), lead, allocationOf(...[...reps].reverse()), now)).toEqual(verdict);
      }),
    );
  });

  it('never gives a lead to a rep who may not have it, and never passes over all who may', () => {
    fc.assert(
      fc.property(someRules, someReps, (list, reps) => {
        const verdict = decide(setOf(list), lead, allocationOf(...reps), now);
        const chosen = reps.find(({ id }) => id === verdict.ownerId);
        const looked = candidatesOf(verdict.looks, 5000);
        const eligible = looked.filter(({ rejectedBecause }) => rejectedBecause === '');
        expect(verdict.ownerId === '').toBe(eligible.length === 0);
        if (!chosen) return;
        expect(chosen).toMatchObject({ active: true, leaves: [] });
        expect(chosen.capacityWeight).toBeGreaterThan(0);
        const decided = list[Number(verdict.ruleId.slice(1))];
        expect(decided?.teamIds).toContain(chosen.teamId);
      }),
    );
  });

  it('keeps loads by weight within one lead of each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 60 }), (count, leads) => {
        const state = allocationOf(...Array.from({ length: count }, (_, index) => ({ id: `r${index}` })));
        const rules = rulesOf([ruleOf('r')]);
        for (let given = 1; given <= leads; given += 1) {
          const time = new Date(now.getTime() + given);
          state.decided(decideNew({ leadId: `l${given}`, revision: 1, lead }, rules, state, time), time);
        }
        const loads = [...state.allReps].map(({ load }) => load.openLeads);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
