import { ImportFileError } from '../import-file-error';
import { MAX_CELL } from '../table';
import { TextRuns } from './text-runs';
import type { XmlHandler } from './xml-reader';

/** Most characters of all shared texts, with a little for each: they are kept while the sheet is read. */
const MAX_CHARACTERS = 50_000_000;
const PER_TEXT = 16;

/** A text that cells share; of one that is too long for a cell its length. */
export type SharedText = string | number;

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
    const tooLong = text.length > MAX_CELL;
    this.characters += PER_TEXT + (tooLong ? 0 : text.length);
    if (this.characters > MAX_CHARACTERS) {
      const message = `The texts of the workbook have more than ${MAX_CHARACTERS} characters; save it as CSV.`;
      throw new ImportFileError('FILE_TOO_LARGE', message);
    }
    this.texts.push(tooLong ? text.length : ownCopy(text));
  }
}

/** Without it a short text would keep the whole piece of XML that it was cut from. */
const ownCopy = (text: string) => Buffer.from(text, 'utf16le').toString('utf16le');
