import { ImportFileError } from '../import-file-error';
import { MAX_CELL, MAX_COLUMNS, MAX_PLACES, MAX_ROW } from '../table';
import { tooManyPlaces } from '../table-row';
import { numberText } from './number-text';
import type { SharedText } from './shared-strings';
import type { StylesPart } from './styles';
import { append, TextRuns, unescapeText } from './text-runs';
import type { XmlHandler } from './xml-reader';

export interface CellFault {
  code: 'CELL_WITHOUT_VALUE' | 'CELL_TOO_LONG' | 'ROW_TOO_LONG';
  /** The cell, from 0. */
  column: number;
  /** Characters of a cell that is too long. */
  length: number;
  /** What is wrong with a cell without value. */
  detail: string;
}

/** A row of a sheet by its number there; the first cell that cannot be read is its fault, the others are there. */
export interface SheetRow {
  number: number;
  cells: string[];
  fault?: CellFault;
}

/** What the cells of a sheet refer to. */
export interface SheetContext {
  texts: SharedText[];
  styles: StylesPart;
  date1904: boolean;
}

const WITHOUT_RESULT = 'is a formula without a stored result; open the file and save it once';

/** Columns of the largest sheet there can be. */
const SHEET_COLUMNS = 16_384;

/** Collects the rows of a sheet that have cells; {@link take} empties it. */
export class SheetRows implements XmlHandler {
  private done: SheetRow[] = [];
  private row: SheetRow = { number: 0, cells: [] };
  private rowLength = 0;
  private column = -1;
  private type = '';
  private style = 0;
  private formula = false;
  private value: string | null = null;
  private inValue = false;
  private inInline = false;
  private readonly runs = new TextRuns();

  constructor(private readonly context: SheetContext) {}

  take(): SheetRow[] {
    const { done } = this;
    this.done = [];
    return done;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (this.inInline) this.runs.open(name);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'v') this.openValue();
    else if (name === 'f') this.formula = true;
    else if (name === 'is') this.openInline();
  }

  text(text: string): void {
    if (this.inValue) this.value = append(this.value ?? '', text);
    else if (this.inInline) this.runs.text(text);
  }

  close(name: string): void {
    if (name === 'c') this.closeCell();
    else if (name === 'v') this.inValue = false;
    else if (name === 'is') this.closeInline();
    else if (this.inInline) this.runs.close(name);
    else if (name === 'row') this.closeRow();
  }

  private openRow({ r }: Record<string, string>): void {
    const given = Number(r);
    const number = given > this.row.number ? given : this.row.number + 1;
    if (number > MAX_PLACES) throw tooManyPlaces();
    this.row = { number, cells: [] };
    this.rowLength = 0;
    this.column = -1;
  }

  private closeRow(): void {
    if (this.row.cells.length > 0 || this.row.fault) this.done.push(this.row);
  }

  private openCell({ r, t, s }: Record<string, string>): void {
    this.column = r ? columnIndex(r) : this.column + 1;
    if (this.column >= SHEET_COLUMNS)
      throw new ImportFileError('BROKEN_XLSX', 'The workbook is damaged: a cell is outside of any sheet.');
    this.type = t ?? 'n';
    this.style = Number(s ?? 0);
    this.formula = false;
    this.value = null;
  }

  private openValue(): void {
    this.value = '';
    this.inValue = true;
  }

  private openInline(): void {
    this.inInline = true;
    this.runs.start();
  }

  private closeInline(): void {
    this.inInline = false;
    this.value = this.runs.take();
  }

  private closeCell(): void {
    const text = this.cellText();
    if (text === '') return;
    this.rowLength += text.length;
    if (this.rowLength > MAX_ROW) {
      this.fail('ROW_TOO_LONG');
      return;
    }
    const { cells } = this.row;
    // One cell too many says as much as thousands.
    const column = Math.min(this.column, MAX_COLUMNS);
    while (cells.length < column) cells.push('');
    cells[column] = text;
  }

  private cellText(): string {
    const { type, value } = this;
    if (type === 'e') return this.fail('CELL_WITHOUT_VALUE', { detail: `is the error ${value ?? ''}` });
    if (this.formula && (value === null || (value === '' && type !== 'str'))) {
      return this.fail('CELL_WITHOUT_VALUE', { detail: WITHOUT_RESULT });
    }
    if (value === null) return '';
    const text = type === 's' ? this.sharedText(value) : this.ownText(type, value);
    const length = typeof text === 'number' ? text : text.length;
    return typeof text === 'number' || length > MAX_CELL ? this.fail('CELL_TOO_LONG', { length }) : text;
  }

  private ownText(type: string, value: string): string {
    if (type === 'inlineStr' || type === 'd') return value;
    if (type === 'str') return unescapeText(value);
    if (type === 'b') return value.trim() === '1' ? 'TRUE' : 'FALSE';
    return numberText(value, this.context.styles.kind(this.style), this.context.date1904);
  }

  private sharedText(value: string): SharedText {
    const text = this.context.texts[Number(value)];
    if (text === undefined)
      throw new ImportFileError('BROKEN_XLSX', 'The workbook is damaged: a cell names a text that is not there.');
    return text;
  }

  private fail(code: CellFault['code'], about: Partial<CellFault> = {}): string {
    this.row.fault ??= { code, column: this.column, length: 0, detail: '', ...about };
    return '';
  }
}

/** Column of an address such as `AB12`, from 0. */
function columnIndex(address: string): number {
  let column = 0;
  for (let at = 0; at < address.length; at += 1) {
    const letter = address.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}
