import { Unzip, UnzipInflate } from 'fflate';
import { ImportFileError } from '../import-file-error';
import type { ByteSource } from '../table';

/** A piece of a part of the workbook package. */
export interface PartPiece {
  path: string;
  bytes: Uint8Array;
  last: boolean;
}

/** Compressed bytes unpacked at once: they become at most about a thousand times as many. */
const SLICE = 8_192;
const DEFLATE = 8;
const NOTHING = new Uint8Array(0);
/** A comment of up to 64 KB may follow the end record of an archive. */
const END_RECORD = 22;
const TAIL = 65_535 + END_RECORD;

/**
 * The wanted parts, unpacked piece by piece in the order of the file. `limit` tells how many bytes of a part there may be;
 * one with 0 is passed over.
 */
export async function* readParts(source: ByteSource, limit: (path: string) => number): AsyncGenerator<PartPiece> {
  let pieces: PartPiece[] = [];
  const unzip = openArchive(limit, (piece) => pieces.push(piece));
  const tail = new Tail();
  for await (const chunk of source()) {
    tail.add(chunk);
    for (let at = 0; at < chunk.length; at += SLICE) {
      attempt(() => unzip.push(chunk.subarray(at, at + SLICE), false));
      yield* pieces;
      pieces = [];
    }
  }
  if (!tail.hasEndRecord()) throw new ImportFileError('BROKEN_XLSX', 'The workbook is cut off.');
  attempt(() => unzip.push(NOTHING, true));
  yield* pieces;
}

function openArchive(limit: (path: string) => number, take: (piece: PartPiece) => void): Unzip {
  const unzip = new Unzip((file) => {
    const path = partPath(file.name);
    const most = limit(path);
    let unpacked = 0;
    file.ondata = (error, bytes, last) => {
      if (error) throw error;
      if (most === 0) return;
      unpacked += bytes.length;
      if (unpacked > most) throw tooLarge(path, most);
      take({ path, bytes, last });
    };
    file.start();
  });
  unzip.register(
    class {
      static compression = DEFLATE;
      ondata!: UnzipInflate['ondata'];
      private readonly inflate?: UnzipInflate;

      constructor(name: string) {
        if (limit(partPath(name)) === 0) return;
        this.inflate = new UnzipInflate();
        this.inflate.ondata = (error, bytes, last) => this.ondata(error, bytes, last);
      }

      push(bytes: Uint8Array, last: boolean): void {
        this.inflate?.push(bytes, last);
      }
    },
  );
  return unzip;
}

const partPath = (name: string) => name.replaceAll('\\', '/').replace(/^\//, '');

const tooLarge = (path: string, most: number) =>
  new ImportFileError('FILE_TOO_LARGE', `Unpacked, ${path} of the workbook has more than ${most / 1024 / 1024} MiB.`);

function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (error instanceof ImportFileError) throw error;
    throw new ImportFileError('BROKEN_XLSX', `The workbook is damaged: ${(error as Error).message}.`);
  }
}

/** The last bytes of a stream. */
class Tail {
  private bytes = Buffer.alloc(0);

  add(chunk: Uint8Array): void {
    this.bytes = Buffer.concat([this.bytes, chunk.subarray(-TAIL)]).subarray(-TAIL);
  }

  hasEndRecord(): boolean {
    return this.bytes.includes('PK\x05\x06', 0, 'latin1');
  }
}
