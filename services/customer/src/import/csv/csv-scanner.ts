import { MAX_CELL, MAX_COLUMNS, MAX_ROW } from '../table';

export interface CsvFault {
  code: 'QUOTE_NOT_CLOSED' | 'TEXT_AFTER_QUOTE' | 'CELL_TOO_LONG' | 'ROW_TOO_LONG';
  /** The cell, from 0. */
  column: number;
  /** Characters of a cell that is too long; 0 when it has no end. */
  length: number;
}

/** A record as scanned: its cells (what is blank beyond {@link MAX_COLUMNS} is left away), or those before its fault. */
export interface CsvRecord {
  cells: string[];
  fault?: CsvFault;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;
/** Quotes may be doubled, so a cell of the greatest length may be written twice as long. */
const MAX_QUOTED = 2 * MAX_CELL + 1;

type Place = 'cell-start' | 'plain' | 'quoted' | 'quote-in-quotes' | 'lost-line';

/**
 * Cuts text that comes piece by piece into records of RFC 4180 with any line ends; a blank line is a record of one empty
 * cell. Of a record that is too long nothing more is kept, and a quote that is never closed costs only its own line:
 * what follows that line is read again. Where the pieces end makes no difference.
 */
export class CsvScanner {
  private readonly delimiter: number;
  private text = '';
  private pos = 0;
  private place: Place = 'cell-start';
  private cellStart = 0;
  /** Quotes of the cell that are written twice. */
  private doubled = 0;
  private cells: string[] = [];
  private column = 0;
  private rowLength = 0;
  private fault: CsvFault | null = null;
  private afterCr = false;
  private done: CsvRecord[] = [];

  /** `columns` is how many cells a right record has, when that is known. */
  constructor(
    delimiter: string,
    private readonly columns = 0,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** The records that end in this piece. */
  push(piece: string): CsvRecord[] {
    this.text += piece;
    this.scan();
    this.forget();
    return this.take();
  }

  /** The records that end with the text. */
  end(): CsvRecord[] {
    do this.scan();
    while (this.finish());
    return this.take();
  }

  /** How many characters are kept until the next piece. */
  get kept(): number {
    return this.text.length;
  }

  private take(): CsvRecord[] {
    const { done } = this;
    this.done = [];
    return done;
  }

  /** Keeps the cell that has not ended, and of a record that is given up nothing. */
  private forget(): void {
    const from = this.fault || this.place === 'cell-start' ? this.pos : this.cellStart;
    this.text = this.text.slice(from);
    this.pos -= from;
    this.cellStart -= from;
  }

  private scan(): void {
    while (this.pos < this.text.length) {
      if (this.place === 'plain') this.plain();
      else if (this.place === 'quoted') this.quoted();
      else if (this.place === 'cell-start') this.startCell();
      else if (this.place === 'quote-in-quotes') this.quoteInQuotes();
      else this.lostLine();
    }
  }

  /** Closes the last record; true when its unclosed quote makes a part be read again. */
  private finish(): boolean {
    if (this.place === 'quoted') {
      if (this.fault) this.fault.code = 'QUOTE_NOT_CLOSED';
      else if (this.lose('QUOTE_NOT_CLOSED')) return true;
    } else if (this.place === 'quote-in-quotes') {
      this.closeCell(this.pos - 1);
    } else if (this.place === 'plain' || this.column > 0) {
      if (this.place === 'cell-start') this.cellStart = this.pos;
      this.closeCell(this.pos);
    }
    if (this.fault || this.cells.length > 0) this.closeRecord();
    return false;
  }

  private startCell(): void {
    const code = this.text.charCodeAt(this.pos);
    const secondOfCrLf = this.afterCr && code === LF;
    this.afterCr = false;
    if (secondOfCrLf) {
      this.pos += 1;
      return;
    }
    this.doubled = 0;
    this.place = code === QUOTE ? 'quoted' : 'plain';
    if (code === QUOTE) this.pos += 1;
    this.cellStart = this.pos;
  }

  private plain(): void {
    const { text, delimiter } = this;
    const end = this.fault ? text.length : Math.min(text.length, this.cellStart + MAX_CELL + 1);
    for (let at = this.pos; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === LF || code === CR) {
        this.closeCell(at);
        this.pass(code, at);
        return;
      }
    }
    this.pos = end;
    if (end - this.cellStart > MAX_CELL) this.giveUp('CELL_TOO_LONG');
  }

  private quoted(): void {
    const { length } = this.text;
    const end = this.fault ? length : Math.min(length, this.cellStart + MAX_QUOTED + 1);
    const next = this.text.indexOf('"', this.pos);
    if (next >= 0 && next < end) {
      this.pos = next + 1;
      this.place = 'quote-in-quotes';
      return;
    }
    this.pos = Math.max(this.pos, end);
    if (this.fault || end - this.cellStart <= MAX_QUOTED) return;
    if (this.looksLikeRows(this.text.slice(this.cellStart, end))) this.lose('QUOTE_NOT_CLOSED');
    else this.giveUp('CELL_TOO_LONG');
  }

  private quoteInQuotes(): void {
    const code = this.text.charCodeAt(this.pos);
    if (code === QUOTE) {
      this.doubled += 1;
      this.pos += 1;
      this.place = 'quoted';
    } else if (code === this.delimiter || code === LF || code === CR) {
      this.closeCell(this.pos - 1);
      this.pass(code, this.pos);
    } else if (this.fault) {
      this.place = 'lost-line';
    } else {
      this.lose('TEXT_AFTER_QUOTE');
    }
  }

  private lostLine(): void {
    const end = lineBreak(this.text, this.pos);
    if (end < 0) this.pos = this.text.length;
    else this.pass(this.text.charCodeAt(end), end);
  }

  /** Goes past a delimiter or line end. */
  private pass(code: number, at: number): void {
    this.pos = at + 1;
    this.place = 'cell-start';
    if (code === this.delimiter && code !== LF && code !== CR) {
      this.column += 1;
      return;
    }
    this.afterCr = code === CR;
    this.closeRecord();
  }

  private closeCell(end: number): void {
    const { fault } = this;
    const length = end - this.cellStart - this.doubled;
    if (fault) {
      if (fault.code === 'CELL_TOO_LONG' && fault.column === this.column) fault.length = length;
      return;
    }
    const raw = this.text.slice(this.cellStart, end);
    const cell = this.doubled > 0 ? raw.replaceAll('""', '"') : raw;
    this.rowLength += length;
    if (length > MAX_CELL) this.giveUp('CELL_TOO_LONG', length);
    else if (this.rowLength > MAX_ROW) this.giveUp('ROW_TOO_LONG');
    else this.keep(cell);
  }

  /** One filled cell too many says as much as thousands. */
  private keep(cell: string): void {
    const { cells } = this;
    if (this.column < MAX_COLUMNS) cells.push(cell);
    else if (cells.length === MAX_COLUMNS && cell.trim() !== '') cells.push(cell);
  }

  private closeRecord(): void {
    const { fault, cells } = this;
    this.done.push(fault ? { cells, fault } : { cells });
    this.fault = null;
    this.cells = [];
    this.column = 0;
    this.rowLength = 0;
  }

  /** The record is lost, but where it ends is still known. */
  private giveUp(code: CsvFault['code'], length = 0): CsvFault {
    this.fault = { code, column: this.column, length };
    return this.fault;
  }

  /**
   * The quotes of the cell mean nothing: only its first line is lost. True when what follows is read again, which
   * happens once at most: a quote that ends one such reading is where the next one can begin.
   */
  private lose(code: CsvFault['code']): boolean {
    const fault = this.giveUp(code);
    const end = lineBreak(this.text, this.cellStart);
    if (end < 0 || end >= this.pos) {
      this.place = 'lost-line';
      return false;
    }
    fault.code = 'QUOTE_NOT_CLOSED';
    this.pass(this.text.charCodeAt(end), end);
    return true;
  }

  /** Whether most lines inside the quotes have as many delimiters as a row: then the quote was never closed. */
  private looksLikeRows(quoted: string): boolean {
    const delimiters = this.columns - 1;
    if (delimiters < 1) return false;
    const lines = quoted.split(/\r\n|[\r\n]/).slice(1, -1);
    const alike = lines.filter((line) => count(line, this.delimiter) === delimiters);
    return alike.length * 2 > lines.filter((line) => line !== '').length;
  }
}

function lineBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at;
  }
  return -1;
}

function count(line: string, code: number): number {
  let found = 0;
  for (let at = 0; at < line.length; at += 1) if (line.charCodeAt(at) === code) found += 1;
  return found;
}
