import { ImportFileError } from '../import-file-error';
import type { ByteSource } from '../table';

/** What a decoder writes for bytes that are no text. */
export const UNREADABLE = '\ufffd';
/** Bytes that are decoded together. */
const PIECE = 65_536;

/**
 * One pass over the file: its byte order mark, else UTF-8 when the bytes are; if not, a second pass tells Windows-1252
 * from GB18030 (which holds GBK and GB2312). A file with a few bad bytes among much right UTF-8 stays UTF-8, for GB18030
 * reads almost anything and would turn all of it into other words.
 */
export async function detectEncoding(source: ByteSource): Promise<string> {
  const tally = new Utf8Tally();
  let start = Buffer.alloc(0);
  for await (const chunk of source()) {
    if (start.length < 3) {
      start = Buffer.concat([start, chunk.subarray(0, 3)]);
      const marked = byMark(start);
      if (marked) return marked;
    }
    if (chunk.includes(0)) throw new ImportFileError('NOT_A_TABLE', 'The file is neither a CSV nor an XLSX table.');
    tally.add(chunk);
  }
  if (tally.isUtf8()) return 'utf-8';
  return (await isWestern(source)) ? 'windows-1252' : 'gb18030';
}

/** The text of the file piece by piece, without its byte order mark; bytes that are no text become {@link UNREADABLE}. */
export async function* decode(source: ByteSource, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source()) {
    for (let at = 0; at < chunk.length; at += PIECE)
      yield decoder.decode(chunk.subarray(at, at + PIECE), { stream: true });
  }
  yield decoder.decode();
}

function byMark(start: Buffer): string | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  return null;
}

/** European text has its accented letters alone among ASCII, Chinese text has bytes beyond ASCII side by side. */
async function isWestern(source: ByteSource): Promise<boolean> {
  let alone = 0;
  let together = 0;
  let run = 0;
  /** The first half of what may be a character of four bytes: two pairs of a byte beyond ASCII and a digit. */
  let half = false;
  const endRun = (next: number) => {
    const digit = next >= 0x30 && next <= 0x39;
    if (run > 1) together += 1;
    else if (half && digit) [alone, together] = [alone - 1, together + 1];
    else alone += 1;
    half = run === 1 && digit && !half;
    run = 0;
  };
  for await (const chunk of source()) {
    for (const byte of chunk) {
      if (byte >= 0x80) run += 1;
      else if (run > 0) endRun(byte);
      else half = false;
    }
  }
  if (run > 0) endRun(0);
  return alone > together;
}

/** Counts what is not ASCII, read as UTF-8. */
class Utf8Tally {
  private readonly decoder = new TextDecoder('utf-8');
  private good = 0;
  private bad = 0;

  add(chunk: Uint8Array): void {
    this.count(this.decoder.decode(chunk, { stream: true }));
  }

  /** Chinese text in GB18030 read as UTF-8 is bad in most places, so one in ten parts the two clearly. */
  isUtf8(): boolean {
    this.count(this.decoder.decode());
    return this.bad === 0 || this.bad * 10 <= this.good;
  }

  private count(text: string): void {
    for (const [word] of text.matchAll(/[^\0-\x7f]+/g)) {
      const bad = word.split(UNREADABLE).length - 1;
      this.bad += bad;
      this.good += word.length - bad;
    }
  }
}
