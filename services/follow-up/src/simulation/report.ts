import type { Assumptions } from './assumptions';
import type { Figure } from './figures';

const WIDTH = 62;
const COLUMN = 16;

const show = ({ value, unit }: Figure): string => {
  if (Number.isNaN(value)) return '–';
  if (unit === '') return String(value);
  return `${value.toFixed(1)} ${unit}`;
};

/** Both arms side by side, row by row. */
export function comparison(title: string, without: readonly Figure[], withIt: readonly Figure[]): string {
  const rows = without.map((figure, index) =>
    [figure.what.padEnd(WIDTH), show(figure).padStart(COLUMN), show(withIt[index] as Figure).padStart(COLUMN)].join(''),
  );
  const head = [title.padEnd(WIDTH), 'without'.padStart(COLUMN), 'with the ladder'.padStart(COLUMN)].join('');
  return [head, '-'.repeat(WIDTH + 2 * COLUMN), ...rows, ''].join('\n');
}

/** What was assumed, one line for each. */
export function assumed(assumptions: object, prefix = ''): string[] {
  return Object.entries(assumptions as Assumptions & Record<string, unknown>).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || 'median' in value) {
      return [`  ${prefix}${name}: ${wordsOf(value)}`];
    }
    return assumed(value, `${prefix}${name}.`);
  });
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(' to ');
  if (typeof value === 'object' && value !== null && 'median' in value && 'spread' in value) {
    return `median ${value.median} h, spread ${value.spread}`;
  }
  return String(value);
}
