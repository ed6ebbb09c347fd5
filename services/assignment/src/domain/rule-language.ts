import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import type { LeadAttributes } from './lead-attributes';
import type { RosterRep, TeamFacts } from './roster';

/** Longest expression; together with the limits below it bounds the cost of one evaluation. */
export const MAX_EXPRESSION = 2000;

const LIMITS = { maxAstNodes: 500, maxDepth: 40, maxListElements: 300, maxMapEntries: 50, maxCallArguments: 10 };
const text = 'string';
const leadEnvironment = new Environment({ unlistedVariablesAreDyn: false, limits: LIMITS }).registerVariable({
  name: 'lead',
  schema: {
    type: text,
    country: text,
    region: text,
    city: text,
    industry: text,
    source: text,
    product_line: text,
    value_level: text,
    language: text,
  },
});
const repEnvironment = leadEnvironment
  .clone()
  .registerVariable({
    name: 'rep',
    schema: {
      id: text,
      team_id: text,
      territories: 'list<string>',
      skills: 'list<string>',
      languages: 'list<string>',
      level: 'int',
      capacity_weight: 'double',
      open_leads: 'int',
      given_today: 'int',
    },
  })
  .registerVariable({ name: 'team', schema: { id: text, path: 'list<string>', calendar_id: text } });

export type ExpressionKind = 'lead' | 'rep';

const environmentOf = (kind: ExpressionKind) => (kind === 'lead' ? leadEnvironment : repEnvironment);

/** What is wrong with an expression, with its position (characters from 0); null when it is sound. */
export function checkExpression(kind: ExpressionKind, expression: string): string | null {
  const { valid, type, error } = environmentOf(kind).check(expression);
  if (!valid) return `at ${error?.range?.start ?? 0}: ${error?.summary ?? 'not an expression'}`;
  return type === 'bool' ? null : `at 0: must be true or false, is ${type}`;
}

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

/** An expression ready to be asked, with what it refers to, e.g. `lead.region`. */
export interface Compiled {
  /** A failing evaluation (e.g. a division by zero) counts as false: the next rule decides. */
  holds(view: RuleView): boolean;
  references: ReadonlySet<string>;
}

export function compile(kind: ExpressionKind, expression: string): Compiled {
  const evaluate = environmentOf(kind).parse(expression);
  const references = new Set<string>();
  collectReferences(evaluate.ast, references);
  return {
    references,
    holds: (view) => {
      try {
        return evaluate(view) === true;
      } catch {
        return false;
      }
    },
  };
}

/** Whether a condition on reps tells single reps apart. */
export function namesReps(expression: string): boolean {
  const { references } = compile('rep', expression);
  return references.has('rep.id') || references.has('rep.*');
}

/** The parts of an expression that must all hold, as expressions of their own. */
export function conjuncts(kind: ExpressionKind, expression: string): string[] {
  const { ast } = environmentOf(kind).parse(expression);
  const parts: string[] = [];
  const visit = (node: ASTNode): void => {
    if (node.op === '&&') node.args.forEach(visit);
    else parts.push(sourceOf(node));
  };
  visit(ast);
  return parts;
}

const sourceOf = ({ input, start, end }: ASTNode) => `(${input.slice(start, end)})`;

/** Names every `lead.x`, `rep.x`, `team.x` of an expression; a bare `lead` counts as all of it (`lead.*`). */
function collectReferences(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) {
    for (const each of node) collectReferences(each, into);
    return;
  }
  if (typeof node !== 'object' || node === null || !('op' in node)) return;
  const { op, args } = node as ASTNode;
  if (op === '.' || op === '.?') {
    const [of, field] = args as [ASTNode, string];
    if (of.op === 'id') into.add(`${of.args}.${field}`);
    else collectReferences(of, into);
  } else if (op === 'id') {
    into.add(`${args}.*`);
  } else {
    collectReferences(args, into);
  }
}
