import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { LRUCache } from 'lru-cache';

/** Longest expression, in characters; together with the limits below it bounds the cost of one evaluation. */
export const MAX_EXPRESSION = 2000;

const LIMITS = { maxAstNodes: 500, maxDepth: 40, maxListElements: 300, maxMapEntries: 50, maxCallArguments: 10 };

const KEPT = 1000;

/** Fields of a variable with their CEL types, e.g. `string`, `int`, `bool`, `list<string>`. */
export type VariableSchema = Record<string, string>;

/** An expression ready to be asked, with what it refers to, e.g. `lead.region`; a bare `lead` is `lead.*`. */
export interface Compiled<View extends object> {
  /** A failing evaluation (e.g. a division by zero) counts as false. */
  holds(view: View): boolean;
  references: ReadonlySet<string>;
}

/** Conditions in CEL over named variables of known fields. */
export class ExpressionLanguage<View extends object> {
  private readonly environment: Environment;
  private readonly compiled = new LRUCache<string, Compiled<View>>({ max: KEPT });

  constructor(variables: Record<string, VariableSchema>) {
    this.environment = new Environment({ unlistedVariablesAreDyn: false, limits: LIMITS });
    for (const [name, schema] of Object.entries(variables)) this.environment.registerVariable({ name, schema });
  }

  /** What is wrong with an expression, with its position (characters from 0); null when it is sound. */
  check(expression: string): string | null {
    const { valid, type, error } = this.environment.check(expression);
    if (!valid) return `at ${error?.range?.start ?? 0}: ${error?.summary ?? 'not an expression'}`;
    return type === 'bool' ? null : `at 0: must be true or false, is ${type}`;
  }

  /** Throws when the expression is not sound. */
  compile(expression: string): Compiled<View> {
    const kept = this.compiled.get(expression);
    if (kept) return kept;
    const compiled = this.ready(expression);
    this.compiled.set(expression, compiled);
    return compiled;
  }

  private ready(expression: string): Compiled<View> {
    const evaluate = this.environment.parse(expression);
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

  /** The parts of an expression that must all hold, as expressions of their own. */
  conjuncts(expression: string): string[] {
    const { ast } = this.environment.parse(expression);
    const parts: string[] = [];
    const visit = (node: ASTNode): void => {
      if (node.op === '&&') node.args.forEach(visit);
      else parts.push(sourceOf(node));
    };
    visit(ast);
    return parts;
  }
}

const sourceOf = ({ input, start, end }: ASTNode) => `(${input.slice(start, end)})`;

/** Names every `variable.field` of an expression. */
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
