import type { TableRow } from './table';

/** A row with exactly the cells of the header; empty ones too many at its end are left out, anything else is a fault. */
export function fitRow(number: number, cells: string[], header: string[]): TableRow {
  const { length } = header;
  if (cells.length < length) {
    return { number, fault: { code: 'TOO_FEW_CELLS', message: `has ${cells.length} cells, the header ${length}` } };
  }
  if (cells.slice(length).some((cell) => cell.trim() !== '')) {
    return {
      number,
      fault: { code: 'TOO_MANY_CELLS', message: `has cells beyond the ${length} columns of the header` },
    };
  }
  return { number, cells: cells.length === length ? cells : cells.slice(0, length) };
}
