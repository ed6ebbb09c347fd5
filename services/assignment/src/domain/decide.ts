import type { CompiledRule, CompiledRules } from './compiled-rules';
import type { Rejection } from './decision';
import { RULE_HOLDING_LIMIT } from './holding';
import type { LeadAttributes } from './lead-attributes';
import { type Look, letterOf, MAX_LISTED_REPS, type RejectionCount } from './looks';
import { givenOn, isAway, type Roster, type RosterRep } from './roster';
import type { Balance } from './rule-set';

/** What a decision knows of the lead. */
export interface LeadFacts {
  attributes: LeadAttributes;
  /** Owner of the customer that the lead is known as; empty when it is not known. */
  knownOwnerId: string;
  barredRepId: string;
  barredUntil?: Date;
}

/** Who gets the lead: a rep, or (ownerId empty) the pool of the team. */
export interface Verdict {
  ownerId: string;
  teamId: string;
  /** Empty when no rule decided; KNOWN_OWNER when the owner of the known customer got it. */
  ruleId: string;
  reason: string;
  /** Until when it waits in the pool for a rep. */
  waitUntil?: Date;
  /** Of waiting leads the highest go first. */
  priority: number;
  looks: Look[];
  rejections: RejectionCount[];
  /** How many reps could have taken it. */
  eligible: number;
}

/** Stands for a rule's id where the owner of a known customer was looked at. */
export const KNOWN_OWNER = 'known-owner';

/** What a rule found. */
interface Judged {
  ruleId: string;
  reps: readonly RosterRep[];
  why: Rejection[];
  eligible: RosterRep[];
  givenToday: (rep: RosterRep) => number;
}

/**
 * Applies the rules in their order: the first whose condition holds and that has an eligible rep decides; else a pool
 * takes the lead. The same facts always give the same verdict. Without details it lists no reps, which is faster.
 */
export function decide(rules: CompiledRules, lead: LeadFacts, roster: Roster, now: Date, detailed = true): Verdict {
  const at = now.getTime();
  const looked: Judged[] = [];
  const known = rules.ruleSet.knownOwnerFirst ? roster.rep(lead.knownOwnerId) : undefined;
  if (known) {
    const judged = judge(KNOWN_OWNER, [known], roster, lead, at, false, () => true);
    looked.push(judged);
    if (judged.eligible.length === 1) {
      return given(
        looked,
        judged,
        known,
        `${known.facts.id} looks after this customer already.`,
        byOpenShare,
        detailed,
      );
    }
  }
  const applying = rules.rulesFor(lead.attributes);
  for (const compiled of applying) {
    const { rule } = compiled;
    const day = givenToday(roster, at);
    const admits = rules.admission(compiled, lead.attributes, roster, day);
    const group = rules.groupOf(compiled, roster);
    const judged = judge(rule.id, group, roster, lead, at, rule.workingHoursOnly, admits);
    looked.push(judged);
    const order = orderOf(rule.balance, judged);
    const chosen = first(judged.eligible, order);
    if (chosen) return given(looked, judged, chosen, reasonOf(rule.balance, judged, chosen), order, detailed);
  }
  return pooled(rules, applying, looked, now, detailed);
}

function judge(
  ruleId: string,
  reps: readonly RosterRep[],
  roster: Roster,
  lead: LeadFacts,
  at: number,
  workingHoursOnly: boolean,
  admits: (index: number) => boolean,
): Judged {
  const barred = lead.barredUntil && lead.barredUntil.getTime() > at ? lead.barredRepId : '';
  const day = givenToday(roster, at);
  const working = perTeam((teamId) => roster.hoursOf(teamId).isWorking(at));
  const eligible: RosterRep[] = [];
  const why = reps.map((rep, index): Rejection => {
    const { facts, load } = rep;
    if (!facts.active) return 'INACTIVE';
    if (isAway(rep, at)) return 'ON_LEAVE';
    if (facts.capacityWeight <= 0) return 'NO_CAPACITY';
    if (load.openLeads >= RULE_HOLDING_LIMIT) return 'HOLDING_LIMIT';
    if (facts.dailyQuota > 0 && day(rep) >= facts.dailyQuota) return 'DAILY_QUOTA';
    if (barred === facts.id) return 'COOL_DOWN';
    if (workingHoursOnly && !working(facts.teamId)) return 'OFF_HOURS';
    if (!admits(index)) return 'CONDITION';
    eligible.push(rep);
    return '';
  });
  return { ruleId, reps, why, eligible, givenToday: day };
}

/** Leads given to a rep on the day that it is for the rep's team. */
function givenToday(roster: Roster, at: number): (rep: RosterRep) => number {
  const dayOf = perTeam((teamId) => roster.hoursOf(teamId).dateOf(at));
  return (rep) => givenOn(rep, dayOf(rep.facts.teamId));
}

/** Asks once per team. */
function perTeam<T>(ask: (teamId: string) => T): (teamId: string) => T {
  const answers = new Map<string, T>();
  return (teamId) => {
    let answer = answers.get(teamId);
    if (answer === undefined) {
      answer = ask(teamId);
      answers.set(teamId, answer);
    }
    return answer;
  };
}

type Order = (a: RosterRep, b: RosterRep) => number;

const byId: Order = (a, b) => (a.facts.id < b.facts.id ? -1 : a.facts.id > b.facts.id ? 1 : 0);
const byWait: Order = (a, b) => a.load.lastAssignedMs - b.load.lastAssignedMs || byId(a, b);
const openShare = ({ facts, load }: RosterRep) => load.openLeads / facts.capacityWeight;
const byOpenShare: Order = (a, b) => openShare(a) - openShare(b) || byWait(a, b);

/** Who is due first. */
function orderOf(balance: Balance, { givenToday: day }: Judged): Order {
  if (balance === 'ROUND_ROBIN') return byWait;
  if (balance === 'FEWEST_OPEN') return byOpenShare;
  const share = (rep: RosterRep) => day(rep) / rep.facts.capacityWeight;
  return (a, b) => share(a) - share(b) || byOpenShare(a, b);
}

function first(reps: readonly RosterRep[], order: Order): RosterRep | undefined {
  let best = reps[0];
  for (const rep of reps) if (best && order(rep, best) < 0) best = rep;
  return best;
}

function given(
  looked: Judged[],
  judged: Judged,
  chosen: RosterRep,
  reason: string,
  order: Order,
  detailed: boolean,
): Verdict {
  return {
    ownerId: chosen.facts.id,
    teamId: chosen.facts.teamId,
    ruleId: judged.ruleId,
    reason,
    priority: 0,
    looks: detailed ? looksOf(looked, order) : [],
    rejections: looked.flatMap(countsOf),
    eligible: judged.eligible.length,
  };
}

/** The first applying rule that says where leads wait names pool, time and priority. */
function pooled(
  rules: CompiledRules,
  applying: CompiledRule[],
  looked: Judged[],
  now: Date,
  detailed: boolean,
): Verdict {
  const { fallbackTeamId } = rules.ruleSet;
  const overflow = applying.find(({ rule }) => rule.waitSeconds > 0 || rule.overflowTeamId !== '')?.rule;
  const teamId = overflow?.overflowTeamId || fallbackTeamId;
  const rejections = looked.flatMap(countsOf);
  const why =
    applying.length > 0 ? `No rule that applies has an eligible rep${summary(rejections)}` : 'No rule applies';
  const waitUntil =
    overflow && overflow.waitSeconds > 0 ? new Date(now.getTime() + overflow.waitSeconds * 1000) : undefined;
  const wait = waitUntil ? `; by rule ${overflow?.id} it waits for a rep until ${waitUntil.toISOString()}` : '';
  return {
    ownerId: '',
    teamId,
    ruleId: '',
    reason: `${why}: the pool of team ${teamId} takes it${wait}.`,
    ...(waitUntil ? { waitUntil } : {}),
    priority: overflow?.priority ?? 0,
    looks: detailed ? looksOf(looked, byId) : [],
    rejections,
    eligible: 0,
  };
}

const WORDS: Record<Exclude<Rejection, ''>, string> = {
  INACTIVE: 'inactive',
  ON_LEAVE: 'on leave',
  OFF_HOURS: 'outside working hours',
  CONDITION: 'not meeting the condition',
  NO_CAPACITY: 'without capacity',
  HOLDING_LIMIT: 'at the holding limit',
  DAILY_QUOTA: 'at the daily quota',
  COOL_DOWN: 'in the cool-down',
};

function summary(rejections: RejectionCount[]): string {
  const counts = new Map<string, number>();
  for (const { reason, count } of rejections) counts.set(WORDS[reason], (counts.get(WORDS[reason]) ?? 0) + count);
  const parts = [...counts].map(([words, count]) => `${count} ${words}`);
  return parts.length > 0 ? ` (${parts.join(', ')})` : ', they have no reps';
}

function reasonOf(balance: Balance, judged: Judged, chosen: RosterRep): string {
  const { load, facts } = chosen;
  const how =
    balance === 'ROUND_ROBIN'
      ? 'has waited longest for a new lead'
      : balance === 'CAPACITY_WEIGHT'
        ? `got the fewest leads today for the capacity (${judged.givenToday(chosen)} at weight ${facts.capacityWeight})`
        : `has the fewest open leads for the capacity (${load.openLeads} at weight ${facts.capacityWeight})`;
  return `Rule ${judged.ruleId}: ${facts.id} ${how} among ${judged.eligible.length} eligible.`;
}

function countsOf({ ruleId, why }: Judged): RejectionCount[] {
  const counts = new Map<Exclude<Rejection, ''>, number>();
  for (const reason of why) if (reason !== '') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ ruleId, reason, count }));
}

/** Numbers are noted as they are now: a load changes with the very next decision. */
function looksOf(looked: Judged[], order: Order): Look[] {
  let room = MAX_LISTED_REPS;
  return looked.map(({ ruleId, reps, why, eligible, givenToday: day }) => {
    const letters = new Map(reps.map((rep, index) => [rep, letterOf(why[index] as Rejection)]));
    const due = [...eligible].sort(order);
    const others = reps.filter((_, index) => why[index] !== '');
    const listed = [...due, ...others].slice(0, room);
    room -= listed.length;
    return {
      ruleId,
      repIds: listed.map(({ facts }) => facts.id),
      why: listed.map((rep) => letters.get(rep)).join(''),
      openLeads: listed.map(({ load }) => load.openLeads),
      givenToday: listed.map(day),
      capacityWeight: listed.map(({ facts }) => facts.capacityWeight),
    };
  });
}
