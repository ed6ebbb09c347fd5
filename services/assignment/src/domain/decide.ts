import { type Candidate, MAX_CANDIDATES, type Rejection } from './decision';
import { MAX_HOLDING } from './holding';
import { type LeadAttributes, toRuleView } from './lead-attributes';
import { isOnLeave, type Rep } from './rep';
import type { CompiledRule, CompiledRuleSet, RuleView } from './rule-language';

/** What a decision knows of a rep. */
export interface RepFacts
  extends Pick<Rep, 'teamId' | 'territories' | 'skills' | 'capacityWeight' | 'active' | 'leaves'> {
  id: string;
  /** Open leads held, reservations included. */
  openLeads: number;
  /** Milliseconds since 1970 of the last new lead; 0 when there was none. */
  lastAssignedMs: number;
}

/** What a decision knows of the lead. */
export interface LeadFacts {
  attributes: LeadAttributes;
  barredRepId: string;
  barredUntil?: Date;
}

/** Who gets the lead: a rep, or (ownerId empty) the pool of the team. */
export interface Verdict {
  ownerId: string;
  teamId: string;
  /** Empty when no rule decided. */
  ruleId: string;
  reason: string;
  candidates: Candidate[];
}

/**
 * Applies the rules in their order: the first whose condition holds and that has an eligible rep decides; else the
 * fallback team's pool takes the lead. The same facts always give the same verdict.
 */
export function decide(ruleSet: CompiledRuleSet, lead: LeadFacts, reps: readonly RepFacts[], now: Date): Verdict {
  const view: RuleView = { lead: toRuleView(lead.attributes) };
  const looked: Candidate[] = [];
  const inOrder = [...reps].sort(byId);
  for (const rule of ruleSet.rules) {
    if (!rule.applies(view)) continue;
    const group = inOrder.filter((rep) => rule.teamIds.includes(rep.teamId));
    const judged = group.map((rep) => ({ rep, rejectedBecause: rejectionOf(rep, rule, view, lead, now) }));
    looked.push(
      ...judged.map(({ rep, rejectedBecause }) => ({
        repId: rep.id,
        ruleId: rule.id,
        openLeads: rep.openLeads,
        rejectedBecause,
      })),
    );
    const eligible = judged.filter(({ rejectedBecause }) => rejectedBecause === '').map(({ rep }) => rep);
    const chosen = choose(rule, eligible);
    if (chosen) {
      return {
        ownerId: chosen.id,
        teamId: chosen.teamId,
        ruleId: rule.id,
        reason: reasonOf(rule, chosen, eligible.length),
        candidates: bounded(looked, chosen.id),
      };
    }
  }
  const why = looked.length > 0 ? 'No rule that applies has an eligible rep' : 'No rule applies';
  return {
    ownerId: '',
    teamId: ruleSet.fallbackTeamId,
    ruleId: '',
    reason: `${why}: the pool of team ${ruleSet.fallbackTeamId} takes it.`,
    candidates: bounded(looked, ''),
  };
}

function rejectionOf(rep: RepFacts, rule: CompiledRule, view: RuleView, lead: LeadFacts, now: Date): Rejection {
  if (!rep.active) return 'INACTIVE';
  if (isOnLeave(rep.leaves, now)) return 'ON_LEAVE';
  if (rep.capacityWeight <= 0) return 'NO_CAPACITY';
  if (rep.openLeads >= MAX_HOLDING) return 'HOLDING_LIMIT';
  if (lead.barredRepId === rep.id && lead.barredUntil && lead.barredUntil > now) return 'COOL_DOWN';
  const { id, teamId, territories, skills, openLeads } = rep;
  const asked = { ...view, rep: { id, team_id: teamId, territories, skills, open_leads: BigInt(openLeads) } };
  return rule.admits(asked) ? '' : 'CONDITION';
}

function choose(rule: CompiledRule, eligible: readonly RepFacts[]): RepFacts | undefined {
  const load = (rep: RepFacts) => rep.openLeads / rep.capacityWeight;
  const byWait = (a: RepFacts, b: RepFacts) => a.lastAssignedMs - b.lastAssignedMs;
  const byLoad = (a: RepFacts, b: RepFacts) => load(a) - load(b);
  const order =
    rule.balance === 'ROUND_ROBIN'
      ? (a: RepFacts, b: RepFacts) => byWait(a, b) || byId(a, b)
      : (a: RepFacts, b: RepFacts) => byLoad(a, b) || byWait(a, b) || byId(a, b);
  return [...eligible].sort(order)[0];
}

function reasonOf(rule: CompiledRule, chosen: RepFacts, eligible: number): string {
  const how =
    rule.balance === 'ROUND_ROBIN'
      ? 'has waited longest for a new lead'
      : `has the fewest open leads for the capacity (${chosen.openLeads} at weight ${chosen.capacityWeight})`;
  return `Rule ${rule.id}: ${chosen.id} ${how} among ${eligible} eligible.`;
}

/** Keeps the chosen rep among the candidates whatever the bound cuts off. */
function bounded(candidates: Candidate[], chosenId: string): Candidate[] {
  if (candidates.length <= MAX_CANDIDATES) return candidates;
  const kept = candidates.slice(0, MAX_CANDIDATES);
  const isChosen = (candidate: Candidate) => candidate.repId === chosenId && candidate.rejectedBecause === '';
  const chosen = candidates.find(isChosen);
  return !chosen || kept.includes(chosen) ? kept : [...kept.slice(0, -1), chosen];
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
