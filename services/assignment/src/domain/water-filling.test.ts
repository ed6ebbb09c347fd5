import { allocationOf, type RepInput, ruleOf, rulesOf } from '../testing/rosters';
import { type Rng, seeded } from '../testing/seeded';
import { decideNew } from './allocate';
import type { LeadFacts } from './decide';
import type { LedgerDecision } from './ledger-entry';
import { standingOf } from './looks';

const DAYS = 20;
const LEADS = 5000;
const REPS = 20;
const DAY = 86_400_000;
const START = Date.parse('2026-03-02T00:00:00Z');
const lead: LeadFacts = {
  attributes: {
    type: '',
    country: 'DE',
    region: '',
    city: '',
    industry: '',
    source: '',
    productLine: '',
    valueLevel: '',
    language: '',
  },
  knownOwnerId: '',
  barredRepId: '',
};

interface Member {
  id: string;
  weight: number;
  /** 0: none. */
  quota: number;
  leaves: [from: number, to: number][];
}

const company = (random: Rng): Member[] =>
  Array.from({ length: REPS }, (_, index) => {
    const from = START + random.int(DAYS) * DAY + random.int(24) * 3_600_000;
    return {
      id: `r${String(index).padStart(2, '0')}`,
      weight: [0.5, 1, 1, 1.5, 2, 3][random.int(6)] as number,
      quota: random.int(3) === 0 ? 6 + random.int(8) : 0,
      leaves: random.int(2) === 0 ? [[from, from + (1 + random.int(5)) * DAY]] : [],
    };
  });

/**
 * The oracle: water is poured into vessels as wide as the weights, which have a lid each day (the quota) and are shut while
 * their rep is away. Between two changes of who is there, the leads of that time go in at once. Nothing here knows of
 * decisions, and leads may be split.
 */
function waterFilling(members: Member[], arrivals: number[]): { level: Map<string, number>; spilled: number } {
  const level = new Map(members.map(({ id }) => [id, 0]));
  const today = new Map<string, number>();
  let spilled = 0;
  const marks = new Set<number>(Array.from({ length: DAYS + 1 }, (_, day) => START + day * DAY));
  for (const { leaves } of members) for (const [from, to] of leaves) for (const at of [from, to]) marks.add(at);
  const cuts = [...marks].sort((a, b) => a - b);
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1] ?? Number.POSITIVE_INFINITY;
    if ((from - START) % DAY === 0) today.clear();
    let water = arrivals.filter((at) => at >= from && at < to).length;
    const open = members.filter(({ leaves }) => !leaves.some(([begin, end]) => begin <= from && from < end));
    const roomOf = ({ id, quota }: Member) => (quota > 0 ? quota - (today.get(id) ?? 0) : Number.POSITIVE_INFINITY);
    const room = open.reduce((sum, member) => sum + Math.min(roomOf(member), water), 0);
    if (room < water) {
      spilled += water - room;
      water = room;
    }
    const poured = (height: number, member: Member) =>
      Math.min(roomOf(member), Math.max(0, height * member.weight - (level.get(member.id) ?? 0)));
    let [low, high] = [0, 1e7];
    for (let step = 0; step < 100; step += 1) {
      const height = (low + high) / 2;
      const sum = open.reduce((total, member) => total + poured(height, member), 0);
      if (sum < water) low = height;
      else high = height;
    }
    for (const member of open) {
      const more = water === 0 ? 0 : poured(high, member);
      level.set(member.id, (level.get(member.id) ?? 0) + more);
      today.set(member.id, (today.get(member.id) ?? 0) + more);
    }
  }
  return { level, spilled };
}

describe('balance by capacity', () => {
  it.each([1, 2, 3, 4, 5])('shares 5,000 leads among 20 reps like water, within 3 %% (company %i)', (seed) => {
    const random = seeded(seed);
    const members = company(random);
    const arrivals = Array.from({ length: LEADS }, () => START + random.int(DAYS * DAY)).sort((a, b) => a - b);
    const reps: RepInput[] = members.map(({ id, weight, quota, leaves }) => ({
      id,
      capacityWeight: weight,
      dailyQuota: quota,
      leaves: leaves.map(([from, to], index) => ({ id: String(index), from: new Date(from), to: new Date(to) })),
    }));
    const state = allocationOf(...reps);
    const rules = rulesOf([ruleOf('r')]);
    const decisions: { decision: LedgerDecision; at: number }[] = [];
    arrivals.forEach((at, index) => {
      const decision = decideNew({ leadId: `l${index}`, revision: 1, lead }, rules, state, new Date(at));
      state.decided(decision, new Date(at));
      decisions.push({ decision, at });
    });

    const { level, spilled } = waterFilling(members, arrivals);
    for (const { id } of members) {
      const got = decisions.filter(({ decision }) => decision.ownerId === id).length;
      const share = level.get(id) ?? 0;
      // A rep gets whole leads only.
      expect([id, Math.abs(got - share) <= Math.max(0.03 * share, 1)]).toEqual([id, true]);
    }
    const pooled = decisions.filter(({ decision }) => decision.ownerId === '').length;
    expect(Math.abs(pooled - spilled)).toBeLessThanOrEqual(REPS);

    for (const { id, quota } of members) {
      const perDay = new Map<number, number>();
      for (const { decision, at } of decisions) {
        const day = Math.floor((at - START) / DAY);
        if (decision.ownerId === id) perDay.set(day, (perDay.get(day) ?? 0) + 1);
      }
      if (quota > 0) expect(Math.max(...perDay.values())).toBeLessThanOrEqual(quota);
    }

    // Nobody unexplained: everybody stands in every decision, as the one who was due or with a reason.
    const unexplained = decisions.filter(({ decision }) =>
      members.some(({ id }) => {
        const standing = standingOf(decision.looks, id);
        const due = standing?.candidate.rejectedBecause === '' && standing.rank === 1;
        return !standing || due !== (decision.ownerId === id);
      }),
    );
    expect(unexplained).toEqual([]);
  });
});
