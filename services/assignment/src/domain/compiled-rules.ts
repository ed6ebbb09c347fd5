import { LRUCache } from 'lru-cache';
import { ATTRIBUTE_NAMES, type LeadAttributes } from './lead-attributes';
import type { Roster, RosterRep } from './roster';
import { type CompiledCondition, compile, type LeadView, leadView, repView, teamView } from './rule-language';
import type { Rule, RuleSet } from './rule-set';

const KEPT_LEADS = 5000;
const KEPT_ADMISSIONS = 500;
const BY_LOAD = ['rep.open_leads', 'rep.given_today', 'rep.*'];

/** A rule ready to be asked. */
export interface CompiledRule {
  rule: Rule;
  applies: CompiledCondition;
  /** Undefined: every rep is eligible. */
  admits?: CompiledCondition;
}

/** What is derived from one version of a roster. */
interface Derived {
  roster: Roster;
  version: number;
  groups: Map<Rule, readonly RosterRep[]>;
  admissions: Map<Rule, LRUCache<string, Uint8Array>>;
}

/**
 * A rule set ready for decisions. Conditions see few things that change, so their answers are kept: which rules apply to
 * leads of these attributes, and which reps a rule admits for them as long as the roster stays.
 */
export class CompiledRules {
  private readonly rules: CompiledRule[];
  private readonly applying = new LRUCache<string, CompiledRule[]>({ max: KEPT_LEADS });
  private derived?: Derived;

  /** Throws when an expression is not sound. */
  constructor(readonly ruleSet: Pick<RuleSet, 'version' | 'fallbackTeamId' | 'knownOwnerFirst' | 'rules'>) {
    this.rules = ruleSet.rules.map((rule) => ({
      rule,
      applies: compile('lead', rule.condition),
      ...(rule.repCondition === '' ? {} : { admits: compile('rep', rule.repCondition) }),
    }));
  }

  /** The rules whose condition holds, in their order. */
  rulesFor(attributes: LeadAttributes): CompiledRule[] {
    const key = ATTRIBUTE_NAMES.map((name) => attributes[name]).join('\u0000');
    const kept = this.applying.get(key);
    if (kept) return kept;
    const lead = leadView(attributes);
    const found = this.rules.filter(({ applies }) => applies.holds({ lead }));
    this.applying.set(key, found);
    return found;
  }

  /** The reps of a rule's teams, by id. */
  groupOf({ rule }: CompiledRule, roster: Roster): readonly RosterRep[] {
    const { groups } = this.derivedFrom(roster);
    const kept = groups.get(rule);
    if (kept) return kept;
    const teamIds = [...new Set(rule.teamIds)];
    const group = teamIds.flatMap((teamId) => roster.repsOf(teamId)).sort(byId);
    groups.set(rule, group);
    return group;
  }

  /** Whether the rule's condition admits a rep for this lead, by place in the group. */
  admission(
    compiled: CompiledRule,
    attributes: LeadAttributes,
    roster: Roster,
    givenToday: (rep: RosterRep) => number,
  ): (index: number) => boolean {
    const { rule, admits } = compiled;
    if (!admits) return () => true;
    const group = this.groupOf(compiled, roster);
    const lead = leadView(attributes);
    const ask = (rep: RosterRep) => {
      const { teamId } = rep.facts;
      return admits.holds({ lead, rep: repView(rep, givenToday(rep)), team: teamView(roster.team(teamId), teamId) });
    };
    if (BY_LOAD.some((name) => admits.references.has(name))) return (index) => ask(group[index] as RosterRep);
    const { admissions } = this.derivedFrom(roster);
    const kept = admissions.get(rule) ?? new LRUCache<string, Uint8Array>({ max: KEPT_ADMISSIONS });
    admissions.set(rule, kept);
    const key = keyOf(lead, admits);
    let answers = kept.get(key);
    if (!answers) {
      answers = Uint8Array.from(group, (rep) => (ask(rep) ? 1 : 0));
      kept.set(key, answers);
    }
    const known = answers;
    return (index) => known[index] === 1;
  }

  private derivedFrom(roster: Roster): Derived {
    if (this.derived?.roster !== roster || this.derived.version !== roster.version) {
      this.derived = { roster, version: roster.version, groups: new Map(), admissions: new Map() };
    }
    return this.derived;
  }
}

/** The attributes that a condition refers to. */
function keyOf(lead: LeadView, { references }: CompiledCondition): string {
  const all = references.has('lead.*');
  return Object.entries(lead)
    .map(([name, value]) => (all || references.has(`lead.${name}`) ? value : ''))
    .join('\u0000');
}

const byId = (a: RosterRep, b: RosterRep) => (a.facts.id < b.facts.id ? -1 : a.facts.id > b.facts.id ? 1 : 0);
