import { ImportFileError } from '../import-file-error';

/** Most characters of one text, beyond any cell that could be wanted. */
export const MAX_TEXT = 8_000_000;
const ESCAPED = /_x([0-9a-f]{4})_/gi;

/** Puts the runs of a rich text together; readings (`rPh`) are no part of it. */
export class TextRuns {
  private value = '';
  private inText = false;
  private inReading = false;

  start(): void {
    this.value = '';
    this.inText = false;
    this.inReading = false;
  }

  open(name: string): void {
    if (name === 'rPh') this.inReading = true;
    if (name === 't') this.inText = true;
  }

  text(text: string): void {
    if (this.inText && !this.inReading) this.value = append(this.value, text);
  }

  close(name: string): void {
    if (name === 'rPh') this.inReading = false;
    if (name === 't') this.inText = false;
  }

  take(): string {
    return unescapeText(this.value);
  }
}

/** A text with a further piece of it. */
export function append(text: string, piece: string): string {
  if (text.length + piece.length > MAX_TEXT) throw textTooLong();
  return text + piece;
}

export const textTooLong = () =>
  new ImportFileError('FILE_TOO_LARGE', `A text of the workbook has more than ${MAX_TEXT} characters.`);

/** Characters that XML cannot hold are written as `_x000D_`. */
export const unescapeText = (text: string) =>
  text.includes('_x') ? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
