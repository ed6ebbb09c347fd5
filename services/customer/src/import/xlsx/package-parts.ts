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

/** The wanted parts, unpacked piece by piece in the order of the file; the others are passed over. */
export async function* readParts(source: ByteSource, wanted: (path: string) => boolean): AsyncGenerator<PartPiece> {
  let pieces: PartPiece[] = [];
  const unzip = openArchive(wanted, (piece) => pieces.push(piece));
  const tail = new Tail();
  for await (const chunk of source()) {
    tail.add(chunk);
    for (let at = 0; at < chunk.length; at += SLICE) {
      attempt(() => unzip.push(chunk.subarray(at, at + SLICE), false));
      yield* pieces;
      pieces = [];
    }
  }
  if (!tail.hasEndRecord()) throw new ImportFileError('BROKEN_XLSX', 'the workbook is cut off');
  attempt(() => unzip.push(NOTHING, true));
  yield* pieces;
}

function openArchive(wanted: (path: string) => boolean, take: (piece: PartPiece) => void): Unzip {
  const unzip = new Unzip((file) => {
    const path = file.name.replaceAll('\\', '/').replace(/^\//, '');
    const read = wanted(path);
    file.ondata = (error, bytes, last) => {
      if (error) throw error;
      if (read) take({ path, bytes, last });
    };
    file.start();
  });
  unzip.register(
    class {
      static compression = DEFLATE;
      ondata!: UnzipInflate['ondata'];
      private readonly inflate?: UnzipInflate;

      constructor(name: string) {
        if (!wanted(name.replaceAll('\\', '/').replace(/^\//, ''))) return;
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

function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (error instanceof ImportFileError) throw error;
    throw new ImportFileError('BROKEN_XLSX', `the workbook cannot be unpacked: ${(error as Error).message}`);
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
