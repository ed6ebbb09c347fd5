/** Encodings that are recognised; gb18030 holds GBK and GB2312. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** UTF-16 by its mark, UTF-8 when every byte fits, else gb18030. Null for content that is no text. */
export async function detectEncoding(content: AsyncIterable<Uint8Array>): Promise<Encoding | null> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let encoding: Encoding = 'utf-8';
  let mark = '';
  for await (const bytes of content) {
    if (mark.length < 4) {
      mark += Buffer.from(bytes.subarray(0, 2)).toString('hex');
      if (mark.startsWith('fffe')) return 'utf-16le';
      if (mark.startsWith('feff')) return 'utf-16be';
    }
    if (bytes.includes(0)) return null;
    if (encoding !== 'utf-8') continue;
    try {
      strict.decode(bytes, { stream: true });
    } catch {
      encoding = 'gb18030';
    }
  }
  if (encoding === 'utf-8') {
    try {
      strict.decode();
    } catch {
      encoding = 'gb18030';
    }
  }
  return encoding;
}

/** A line without its end; `cut` when it was longer than the limit and its rest was passed over. */
export interface Line {
  text: string;
  cut: boolean;
}

/** The lines of a text, whatever ends them (`\n`, `\r\n`, `\r`); never more than `limit` characters of one are held. */
export async function* readLines(
  content: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  limit: number,
): AsyncGenerator<Line> {
  // The mark at the beginning is taken away by the decoder.
  const decoder = new TextDecoder(encoding);
  let held: string[] = [];
  let length = 0;
  let afterReturn = false;
  const add = (text: string) => {
    if (length < limit && text !== '') held.push(text.slice(0, limit - length));
    length += text.length;
  };
  const end = (): Line => {
    const line = { text: held.join(''), cut: length > limit };
    held = [];
    length = 0;
    return line;
  };
  for await (const bytes of chunks(content)) {
    const text = bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
    let from: number = afterReturn && text[0] === '\n' ? 1 : 0;
    if (text !== '') afterReturn = false;
    for (const found of text.matchAll(/\r\n|\n|\r/g)) {
      if (found.index < from) continue;
      add(text.slice(from, found.index));
      yield end();
      from = found.index + found[0].length;
      afterReturn = found[0] === '\r' && from === text.length;
    }
    add(text.slice(from));
  }
  if (length > 0) yield end();
}

/** The content and then null, so that the decoder is emptied. */
async function* chunks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null> {
  yield* content;
  yield null;
}
