import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@fairlead/local';

/** Who asks; the columns of docs/isolation.md in their order. */
export const CALLERS = [
  'owner',
  'colleague',
  'manager',
  'stranger',
  'partner',
  'operator',
  'admin',
  'service',
] as const;
export type Caller = (typeof CALLERS)[number];

/** What comes of asking. */
export type Access = 'sees' | 'pool' | 'may' | 'nothing' | 'refused';

export type Matrix = Map<string, Record<Caller, string>>;

/** The tables of docs/isolation.md: what is asked for, and what each caller gets. */
export function readMatrix(): Matrix {
  const text = readFileSync(join(ROOT, 'docs/isolation.md'), 'utf8');
  const matrix: Matrix = new Map();
  for (const [, what, cells] of text.matchAll(/^\| `([^`]+)` \|(.+)\|$/gm)) {
    const values = (cells as string).split('|').map((cell) => cell.trim());
    if (matrix.has(what as string)) throw new Error(`docs/isolation.md has ${what} twice.`);
    matrix.set(what as string, Object.fromEntries(CALLERS.map((caller, index) => [caller, values[index]])) as never);
  }
  return matrix;
}

/** A row as the document writes it; printed for rows that it lacks. */
export const writeRow = (what: string, found: Record<Caller, string>) =>
  `| \`${what}\` | ${CALLERS.map((caller) => found[caller]).join(' | ')} |`;
