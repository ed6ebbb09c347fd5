import { type Compiled, ExpressionLanguage } from '@fairlead/service-kit';
import type { LeadAttributes } from './lead-attributes';
import type { RosterRep, TeamFacts } from './roster';

const text = 'string';
const LEAD = {
  type: text,
  country: text,
  region: text,
  city: text,
  industry: text,
  source: text,
  product_line: text,
  value_level: text,
  language: text,
};
const REP = {
  id: text,
  team_id: text,
  territories: 'list<string>',
  skills: 'list<string>',
  languages: 'list<string>',
  level: 'int',
  capacity_weight: 'double',
  open_leads: 'int',
  given_today: 'int',
};
const TEAM = { id: text, path: 'list<string>', calendar_id: text };

export type ExpressionKind = 'lead' | 'rep';

const LANGUAGES: Record<ExpressionKind, ExpressionLanguage<RuleView>> = {
  lead: new ExpressionLanguage({ lead: LEAD }),
  rep: new ExpressionLanguage({ lead: LEAD, rep: REP, team: TEAM }),
};

/** What is wrong with an expression, with its position (characters from 0); null when it is sound. */
export const checkExpression = (kind: ExpressionKind, expression: string): string | null =>
  LANGUAGES[kind].check(expression);

/** The attributes of a lead under the names that rules use. */
export const leadView = ({ productLine, valueLevel, ...same }: LeadAttributes) => ({
  ...same,
  product_line: productLine,
  value_level: valueLevel,
});
export type LeadView = ReturnType<typeof leadView>;

/** What a condition on reps may ask for. */
export const repView = ({ facts, load }: RosterRep, givenToday: number) => ({
  id: facts.id,
  team_id: facts.teamId,
  territories: facts.territories,
  skills: facts.skills,
  languages: facts.languages,
  level: BigInt(facts.level),
  capacity_weight: facts.capacityWeight,
  open_leads: BigInt(load.openLeads),
  given_today: BigInt(givenToday),
});

export const teamView = (team: TeamFacts | undefined, id: string) => ({
  id,
  path: team?.path ?? [],
  calendar_id: team?.calendarId ?? '',
});

export interface RuleView {
  lead: LeadView;
  rep?: ReturnType<typeof repView>;
  team?: ReturnType<typeof teamView>;
}

/** A condition ready to be asked; one whose evaluation fails does not hold, and the next rule decides. */
export type CompiledCondition = Compiled<RuleView>;

export const compile = (kind: ExpressionKind, expression: string): CompiledCondition =>
  LANGUAGES[kind].compile(expression);

/** Whether a condition on reps tells single reps apart. */
export function namesReps(expression: string): boolean {
  const { references } = compile('rep', expression);
  return references.has('rep.id') || references.has('rep.*');
}

/** The parts of an expression that must all hold, as expressions of their own. */
export const conjuncts = (kind: ExpressionKind, expression: string): string[] => LANGUAGES[kind].conjuncts(expression);
