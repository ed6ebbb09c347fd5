import type { Line } from './decode-text';

/** Longest record in characters, also one that spans lines. */
export const MAX_RECORD = 4_000_000;
/** Most that an open quotation mark may swallow before it is taken for a fault. */
const MAX_QUOTED_LINES = 200;
const MAX_QUOTED = 200_000;

/** The text of a row, or of a line whose quotation mark is never closed. */
export interface CsvRecord {
  text: string;
  fault?: 'QUOTE_NOT_CLOSED' | 'ROW_TOO_LONG';
}

/**
 * Whether a quoted cell is open at the end of a line. A mark opens one only at the beginning of a cell, and closes it only
 * at its end; `broken`: a cell that was open when the line began is followed by more text after its mark.
 */
export function quoteState(line: string, delimiter: string, open: boolean): 'open' | 'closed' | 'broken' {
  let quoted = open;
  let inherited = open;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) {
    const next = line[at + 1];
    if (!quoted) {
      quoted = at === 0 || line[at - 1] === delimiter;
    } else if (next === '"') {
      at += 1;
    } else if (next === undefined || next === delimiter) {
      quoted = false;
      inherited = false;
    } else if (inherited) {
      return 'broken';
    } else {
      quoted = false;
    }
  }
  return quoted ? 'open' : 'closed';
}

/**
 * Puts lines together to records where a quoted cell holds line ends. A mark that is not closed within bounds spoils its
 * own line only: reading goes on with the next one.
 */
export async function* csvRecords(lines: AsyncIterable<Line>, delimiter: string): AsyncGenerator<CsvRecord> {
  let open: string[] = [];
  let size = 0;
  /** Lines that were swallowed by a mark that nobody closed are read again. */
  function* spoiled(): Generator<CsvRecord> {
    while (open.length > 0) {
      yield { text: open.shift() as string, fault: 'QUOTE_NOT_CLOSED' };
      const again = open;
      open = [];
      let quoted = false;
      for (const line of again) {
        open.push(line);
        quoted = quoteState(line, delimiter, quoted) !== 'closed';
        if (quoted) continue;
        yield { text: open.join('\n') };
        open = [];
      }
    }
  }
  let quoted = false;
  for await (const { text, cut } of lines) {
    if (cut) {
      yield* spoiled();
      [quoted, size] = [false, 0];
      yield { text: text.slice(0, 1000), fault: 'ROW_TOO_LONG' };
      continue;
    }
    open.push(text);
    size += text.length;
    const state = quoteState(text, delimiter, quoted);
    quoted = state !== 'closed';
    if (!quoted) {
      yield { text: open.join('\n') };
      open = [];
      size = 0;
    } else if (state === 'broken' || open.length > MAX_QUOTED_LINES || (open.length > 1 && size > MAX_QUOTED)) {
      yield* spoiled();
      [quoted, size] = [false, 0];
    }
  }
  yield* spoiled();
}
