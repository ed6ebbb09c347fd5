import { type Figure, ratioOf, reached } from './measurement';

const HEADINGS = ['measurement', 'floor', 'ours', 'ratio', 'aim'];

/** The figures as a table of text. */
export function table(figures: Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  const [head, ...body] = rows.map(line);
  return [head, '-'.repeat(head?.length ?? 0), ...body].join('\n');
}

function cells(figure: Figure): string[] {
  const { name, floor, ours, unit, better, aim } = figure;
  const aimed = aim === undefined ? '' : `${better === 'higher' ? '≥' : '≤'} ${aim} ${reached(figure) ? 'yes' : 'NO'}`;
  return [name, `${short(floor)} ${unit}`, `${short(ours)} ${unit}`, ratioOf(figure).toFixed(2), aimed];
}

const short = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 });
