import { randomUUID } from 'node:crypto';
import { customer as proto } from '@fairlead/proto';
import { invalidArgument } from '@fairlead/service-kit';
import { ImportFileError } from '../import/import-file-error';
import { type Importer, type ImportJob, NOTHING_DONE } from '../import/import-job';
import { MAX_FILE_BYTES, MAX_ROWS, PART_BYTES } from '../import/import-limits';
import { openTable } from '../import/table-reader';
import type { ImportRepository } from '../repository/import-repository';

/** Stores a file's content part by part and looks through it once; INVALID_ARGUMENT when it is no table or too large. */
export async function storeUpload(
  id: string,
  fileName: string,
  content: AsyncIterable<Uint8Array>,
  importer: Importer,
  now: Date,
  { imports }: { imports: ImportRepository },
): Promise<ImportJob> {
  const before = await imports.store.find(id);
  if (before) {
    // Its content stays as it is; whether this one is the same is found out by the command's hash.
    for await (const _stretch of content);
    return before;
  }
  const contentId = randomUUID();
  let parts = 0;
  let sizeBytes = 0;
  let waiting: Uint8Array[] = [];
  let held = 0;
  const flush = async () => {
    await imports.addPart(contentId, parts, Buffer.concat(waiting));
    parts += 1;
    waiting = [];
    held = 0;
  };
  await imports.beginUpload(contentId, now);
  try {
    for await (const stretch of content) {
      sizeBytes += stretch.length;
      if (sizeBytes > MAX_FILE_BYTES)
        throw new ImportFileError('FILE_TOO_LARGE', `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB.`);
      for (let from = 0; from < stretch.length; from += PART_BYTES) {
        const piece = stretch.subarray(from, from + PART_BYTES);
        if (held + piece.length > PART_BYTES) await flush();
        waiting.push(piece);
        held += piece.length;
      }
    }
    if (held > 0) await flush();
    const rowCount = await countRows(() => imports.content(contentId, parts));
    return {
      importer,
      fileName,
      sizeBytes,
      contentId,
      parts,
      state: proto.ImportState.IMPORT_STATE_UPLOADED,
      kind: proto.ImportKind.IMPORT_KIND_UNSPECIFIED,
      columns: [],
      constants: {},
      allowSameName: false,
      rowCount,
      run: 0,
      ...NOTHING_DONE,
      fault: '',
    };
  } catch (error) {
    await imports.removeContent(contentId);
    if (error instanceof ImportFileError)
      throw invalidArgument([{ field: 'content', description: error.message }], error.code);
    throw error;
  }
}

async function countRows(content: () => AsyncIterable<Uint8Array>): Promise<number> {
  const table = await openTable(content);
  let count = 0;
  for await (const _row of table.rows(1)) {
    count += 1;
    if (count > MAX_ROWS) throw new ImportFileError('TOO_MANY_ROWS', `The file has more than ${MAX_ROWS} rows.`);
  }
  if (count === 0) throw new ImportFileError('NO_ROWS', 'The file has headings but no rows.');
  return count;
}
