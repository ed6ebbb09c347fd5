import { ImportFileError } from '../import-file-error';
import { MAX_CELL } from '../table';
import { TextRuns } from './text-runs';
import type { XmlHandler } from './xml-reader';

/** Characters of all shared texts, with a little for each: they are kept while the sheet is read. */
const MAX_CHARACTERS = 100_000_000;
const PER_TEXT = 16;

/** Stands for a shared text that no cell may have. */
export const TOO_LONG = Symbol('too long');
export type SharedText = string | typeof TOO_LONG;

/** The texts that cells name by number. */
export class SharedStrings implements XmlHandler {
  readonly texts: SharedText[] = [];
  private readonly runs = new TextRuns();
  private characters = 0;

  open(name: string): void {
    if (name === 'si') this.runs.start();
    else this.runs.open(name);
  }

  text(text: string): void {
    this.runs.text(text);
  }

  close(name: string): void {
    this.runs.close(name);
    if (name === 'si') this.keep(this.runs.take());
  }

  private keep(text: string): void {
    const kept = text.length > MAX_CELL ? TOO_LONG : text;
    this.characters += PER_TEXT + (kept === TOO_LONG ? 0 : text.length);
    if (this.characters > MAX_CHARACTERS) throw new ImportFileError('TOO_LARGE', 'the workbook has too much text');
    this.texts.push(kept);
  }
}
