import { allocationOf, repFactsOf, ruleOf, rulesOf } from '../testing/rosters';
import { decideNew } from './allocate';
import { Allocation } from './allocation';
import type { CompiledRules } from './compiled-rules';
import type { LeadFacts } from './decide';
import {
  decisionEntry,
  type HeldCause,
  heldEntry,
  type LedgerEntry,
  type NewLedgerEntry,
  repEntry,
} from './ledger-entry';
import { Verification } from './replay';
import { fairness, type RepOutcome, WhatIfRun } from './what-if';

const HOUR = 3_600_000;
const noon = Date.parse('2026-03-02T12:00:00Z');
const facts = (source: string): LeadFacts => ({
  attributes: {
    type: '',
    country: '',
    region: '',
    city: '',
    industry: '',
    source,
    productLine: '',
    valueLevel: '',
    language: '',
  },
  knownOwnerId: '',
  barredRepId: '',
});

/** Writes a ledger as the service would: one decision after the other on the state as it is. */
class Past {
  readonly entries: LedgerEntry[] = [];
  private readonly state = base();
  private at = noon;

  constructor(private readonly rules: CompiledRules) {}

  lead(leadId: string, source = 'web'): this {
    const now = new Date(this.at);
    return this.add(
      decisionEntry(decideNew({ leadId, revision: 1, lead: facts(source) }, this.rules, this.state, now), now),
    );
  }

  held(leadId: string, repId: string, cause: HeldCause, revision: number): this {
    return this.add(heldEntry({ leadId, repId, revision, cause }, new Date(this.at)));
  }

  rep(...input: Parameters<typeof repFactsOf>): this {
    return this.add(repEntry(repFactsOf(...input), new Date(this.at)));
  }

  private add(entry: NewLedgerEntry): this {
    this.state.apply(entry);
    this.entries.push({ ...entry, _id: this.entries.length + 1 });
    this.at += HOUR;
    return this;
  }
}

const base = () => allocationOf({ id: 'ann' }, { id: 'bob' }, { id: 'cid', capacityWeight: 2 });
const inForce = rulesOf([ruleOf('all')]);
const compare = (past: Past, tried: CompiledRules) => {
  const run = new WhatIfRun({ actual: base(), simulated: base() }, tried, () => inForce);
  for (const entry of past.entries) run.step(entry);
  return run.result();
};
const rows = (reps: RepOutcome[]) =>
  Object.fromEntries(
    reps.map((rep) => [rep.repId, [rep.leadsBefore, rep.leadsAfter, rep.peakOpenBefore, rep.peakOpenAfter]]),
  );

/*
 * By hand, rule "all", fewest open per weight, ties by the longest wait and then the name:
 *   web-1 → ann, fair-1 → bob, web-2 → cid (0/2), fair-2 → cid (½ is less than 1), web-3 → ann (1, 1, 1: waited longest).
 * Then fair-1 ends. web-4 → bob, who holds nothing.
 */
const past = () =>
  new Past(inForce)
    .lead('web-1')
    .lead('fair-1', 'fair')
    .lead('web-2')
    .lead('fair-2', 'fair')
    .lead('web-3')
    .held('fair-1', '', 'closed', 3)
    .lead('web-4');

describe('a what-if', () => {
  it('starts from a past that went as worked out by hand', () => {
    const decided = past().entries.flatMap((entry) =>
      entry.kind === 'decision' ? [[entry.decision.leadId, entry.decision.ownerId]] : [],
    );
    expect(Object.fromEntries(decided)).toEqual({
      'web-1': 'ann',
      'fair-1': 'bob',
      'web-2': 'cid',
      'fair-2': 'cid',
      'web-3': 'ann',
      'web-4': 'bob',
    });
  });

  /*
   * By hand, draft: leads of fairs to cid alone, the others to ann and bob:
   *   web-1 → ann, fair-1 → cid, web-2 → bob, fair-2 → cid, web-3 → ann (1 and 1: ann waited longer), web-4 → bob.
   * Changed: fair-1 (bob → cid), web-2 (cid → bob). fair-1 ends with cid, so cid never holds more than 2.
   */
  it('shows the difference of a small draft as worked out by hand', () => {
    const draft = rulesOf([
      ruleOf('fairs', { condition: 'lead.source == "fair"', repCondition: 'rep.id == "cid"' }),
      ruleOf('rest', { repCondition: 'rep.id != "cid"' }),
    ]);
    const result = compare(past(), draft);
    expect(rows(result.reps)).toEqual({ ann: [2, 2, 2, 2], bob: [2, 2, 1, 2], cid: [2, 2, 2, 2] });
    expect(
      result.changes.map(({ leadId, ownerBefore, ownerAfter, ruleAfter }) => [
        leadId,
        ownerBefore,
        ownerAfter,
        ruleAfter,
      ]),
    ).toEqual([
      ['fair-1', 'bob', 'cid', 'fairs'],
      ['web-2', 'cid', 'bob', 'rest'],
    ]);
    expect(result).toMatchObject({ leadCount: 6, changedCount: 2, unassignedBefore: 0, unassignedAfter: 0 });
    // Leads per weight are 2, 2 and 1: (5)² / (3 · 9).
    expect(result.fairnessAfter).toBeCloseTo(25 / 27, 12);
    expect(result.fairnessBefore).toBeCloseTo(25 / 27, 12);
  });

  it('changes nothing when the rules in force are tried', () => {
    const result = compare(past(), rulesOf([ruleOf('all')]));
    expect(result).toMatchObject({ changedCount: 0, changes: [] });
  });

  it('counts what nobody would have got, and lets those wait who would have', () => {
    const draft = rulesOf([
      ruleOf('one', { repCondition: 'rep.id == "bob" && rep.open_leads < 1', waitSeconds: 10 * 3600 }),
    ]);
    const result = compare(past(), draft);
    // bob takes web-1; the others wait. No decision comes after fair-1 ended but web-4: by then bob still holds web-1.
    expect(result).toMatchObject({ unassignedBefore: 0, unassignedAfter: 5 });
    const freed = past().held('web-1', '', 'closed', 3).lead('web-5');
    const later = compare(freed, draft);
    // web-1 ended: the oldest that waits, fair-1, is over by now, so web-2 comes before web-5.
    expect(later.changes.find(({ leadId }) => leadId === 'web-2')).toMatchObject({ ownerAfter: 'bob' });
    expect(later.unassignedAfter).toBe(5);
  });

  it('leaves by hand what was done by hand, and claims only out of a pool', () => {
    const hand = new Past(inForce)
      .lead('a')
      .held('a', 'cid', 'assigned', 3)
      .lead('b')
      .held('b', '', 'first_contact_missed', 3)
      .held('b', 'bob', 'claimed', 4)
      .lead('c');
    const result = compare(hand, rulesOf([ruleOf('bob', { repCondition: 'rep.id == "bob"' })]));
    const bob = result.reps.find(({ repId }) => repId === 'bob');
    expect([bob?.leadsAfter, bob?.peakOpenAfter]).toEqual([3, 2]);
    // a → ann, b → bob, c → ann; one of three was missed, by bob: (misses + 5 · 1/3) / (leads + 5).
    const rates = Object.fromEntries(result.reps.map(({ repId, missRate }) => [repId, missRate]));
    expect(rates.ann).toBeCloseTo(5 / 3 / 7, 12);
    expect(rates.bob).toBeCloseTo((1 + 5 / 3) / 6, 12);
    expect(rates.cid).toBeCloseTo(1 / 3, 12);
    expect(result.expectedMissesAfter).toBeCloseTo(3 * (rates.bob ?? 0), 12);
  });

  it('sees leave and capacity as they were then', () => {
    const away = [{ id: 'l', from: new Date(noon), to: new Date(noon + 2 * HOUR) }];
    const changing = new Past(inForce)
      .rep({ id: 'ann', revision: 2, leaves: away })
      .lead('a')
      .lead('b')
      .rep({ id: 'bob', revision: 2, active: false })
      .lead('c')
      .lead('d');
    const result = compare(changing, rulesOf([ruleOf('two', { repCondition: 'rep.id != "cid"' })]));
    // a at 13:00: ann is away until 14:00. b at 14:00: ann is back. bob goes; c and d are ann's.
    expect(rows(result.reps)).toMatchObject({
      ann: [expect.any(Number), 3, expect.any(Number), 3],
      bob: [expect.any(Number), 1, expect.any(Number), 1],
    });
  });
});

describe('a verification', () => {
  const check = (entries: LedgerEntry[]) => {
    const verification = new Verification(() => inForce, base());
    for (const entry of entries) verification.step(entry);
    return verification;
  };

  it('finds nothing in a ledger as it was made', () => {
    expect(check(past().entries)).toMatchObject({ decisions: 6, deviations: [] });
  });

  it('finds a decision of which anything was altered', () => {
    const { entries } = past();
    const alter = (set: object) =>
      entries.map((entry) =>
        entry.kind === 'decision' && entry._id === 3 ? { ...entry, decision: { ...entry.decision, ...set } } : entry,
      );
    for (const set of [
      { ownerId: 'ann' },
      { eligible: 2 },
      { looks: [] },
      { reason: 'because' },
      { ruleSetVersion: 9 },
    ]) {
      expect(check(alter(set)).deviations.map(({ sequence }) => sequence)).toContain(3);
    }
  });
});

describe('fairness', () => {
  const shares = (...leads: number[]) =>
    fairness(
      leads.map((leadsAfter, index) => ({ repId: String(index), leadsAfter, capacityWeight: 1 }) as RepOutcome),
      ({ leadsAfter }) => leadsAfter,
    );
  it('is 1 when all have the same and 1/n when one has everything', () => {
    expect([shares(3, 3, 3), shares(9, 0, 0), shares(0, 0)]).toEqual([1, 1 / 3, 1]);
  });
});

describe('the state', () => {
  it('is the same out of a snapshot', () => {
    const state = base();
    for (const entry of past().entries) state.apply(entry);
    const restored = Allocation.fromSnapshot(JSON.parse(JSON.stringify(state.toSnapshot())));
    expect(JSON.stringify(restored.toSnapshot())).toBe(JSON.stringify(state.toSnapshot()));
    const decideOn = (on: Allocation) =>
      decideNew({ leadId: 'x', revision: 1, lead: facts('web') }, rulesOf([ruleOf('r')]), on, new Date(noon));
    expect(decideOn(restored)).toEqual(decideOn(state));
  });
});
