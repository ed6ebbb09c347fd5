import { SaxesParser } from 'saxes';
import { ImportFileError } from '../import-file-error';
import { MAX_TEXT, textTooLong } from './text-runs';

/** What one kind of part does with its XML. Names come without prefix. */
export interface XmlHandler {
  open(name: string, attributes: Record<string, string>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Reads XML that comes in pieces of bytes. */
export class XmlReader {
  private readonly decoder = new TextDecoder('utf-8');
  private readonly parser = new SaxesParser();
  private sinceTag = 0;

  constructor(handler: XmlHandler) {
    this.parser.on('error', (error) => {
      throw new ImportFileError('BROKEN_XLSX', `The workbook is damaged: ${error.message}.`);
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      this.sinceTag = 0;
      handler.open(local(name), attributes);
    });
    this.parser.on('closetag', ({ name }) => {
      this.sinceTag = 0;
      handler.close(local(name));
    });
    this.parser.on('text', (text) => handler.text(text));
    this.parser.on('cdata', (text) => handler.text(text));
  }

  write(bytes: Uint8Array, last: boolean): this {
    const text = this.decoder.decode(bytes, { stream: !last });
    this.sinceTag += text.length;
    this.parser.write(text);
    if (this.sinceTag > MAX_TEXT) throw textTooLong();
    if (last) this.parser.close();
    return this;
  }
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
