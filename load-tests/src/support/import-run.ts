import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { customer as proto } from '@fairlead/proto';
import type { LoadPlatform } from './platform';
import { rssMb } from './rss';

const { ImportKind, ImportState } = proto;
const PIECE_BYTES = 256 * 1024;
const LOOK_MS = 1000;
const ACTIVE = [ImportState.IMPORT_STATE_CHECKING, ImportState.IMPORT_STATE_RUNNING];
/** So long a service may be away before watching gives up. */
const AWAY_MS = 180_000;

/** How an import stands at a moment. */
export interface Sample {
  /** Since its start, in seconds. */
  seconds: number;
  job: proto.Import;
  /** Resident memory of the customer service, in MiB. */
  rssMb?: number;
}

/** An import that has ended. */
export interface ImportRun {
  job: proto.Import;
  /** From the start to the end, as the service noted them. */
  seconds: number;
  samples: Sample[];
}

/** Uploads a table of customers, starts its import and watches it to the end. */
export async function runImport(
  at: LoadPlatform,
  csv: Buffer,
  onSample: (sample: Sample) => void = () => undefined,
): Promise<ImportRun> {
  const { id: importId } = await at.imports.uploadImport(messages(csv), at.as);
  const { mapping } = await at.imports.previewImport({ importId }, at.as);
  const kind = ImportKind.IMPORT_KIND_CUSTOMERS;
  const request = { importId, mapping, kind, requestId: randomUUID() };
  await at.imports.startImport(proto.StartImportRequest.fromPartial(request), at.as);
  const started = Date.now();
  const samples: Sample[] = [];
  for (let seenAt = started; ; ) {
    await sleep(LOOK_MS);
    const job = await at.imports.getImport({ importId }, at.as).catch((error: unknown) => {
      if (Date.now() - seenAt > AWAY_MS) throw error;
      return undefined;
    });
    if (!job) continue;
    seenAt = Date.now();
    const sample = { seconds: (seenAt - started) / 1000, job, rssMb: rssMb(at.pid('customer')) };
    samples.push(sample);
    onSample(sample);
    if (ACTIVE.includes(job.state)) continue;
    const ms = (job.endTime?.getTime() ?? 0) - (job.startTime?.getTime() ?? 0);
    return { job, seconds: ms / 1000, samples };
  }
}

async function* messages(csv: Buffer) {
  const header = { fileName: 'customers.csv', requestId: randomUUID() };
  yield proto.UploadImportRequest.fromPartial({ part: { $case: 'header', value: header } });
  for (let from = 0; from < csv.length; from += PIECE_BYTES) {
    const value = csv.subarray(from, from + PIECE_BYTES);
    yield proto.UploadImportRequest.fromPartial({ part: { $case: 'content', value } });
  }
}
