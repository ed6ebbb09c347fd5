import { createHash } from 'node:crypto';
import { AppError } from '@fairlead/service-kit';

/** So many first bytes are looked at to tell what a file is. */
const HEAD_BYTES = 64 * 1024;

/** Looks at a content while it passes by: its size, its hash, its first bytes. Ends it when it becomes too large. */
export class ReceivedContent {
  private readonly hash = createHash('sha256');
  private readonly heads: Uint8Array[] = [];
  private held = 0;
  sizeBytes = 0;
  private digest: string | undefined;

  constructor(
    private readonly content: AsyncIterable<Uint8Array>,
    private readonly maxBytes: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const bytes of this.content) {
      this.sizeBytes += bytes.length;
      if (this.sizeBytes > this.maxBytes) throw fileTooLarge(this.maxBytes);
      this.hash.update(bytes);
      if (this.held < HEAD_BYTES) {
        const part = Uint8Array.from(bytes.subarray(0, HEAD_BYTES - this.held));
        this.heads.push(part);
        this.held += part.length;
      }
      yield bytes;
    }
  }

  /** Takes all of it without keeping it. */
  async drain(): Promise<void> {
    for await (const _bytes of this);
  }

  get head(): Uint8Array {
    return Buffer.concat(this.heads);
  }

  get sha256(): string {
    this.digest ??= this.hash.digest('hex');
    return this.digest;
  }
}

export const fileTooLarge = (maxBytes: number): AppError => {
  const description = `must have at most ${maxBytes} bytes`;
  const max = { max_bytes: String(maxBytes), max_mib: String(Math.floor((maxBytes / 1024 / 1024) * 10) / 10) };
  return new AppError(
    'INVALID_ARGUMENT',
    'ATTACHMENT_TOO_LARGE',
    `The file ${description}.`,
    [{ field: 'content', description }],
    max,
  );
};
