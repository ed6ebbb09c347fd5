import { customer as proto } from '@fairlead/proto';
import { type Change, failedPrecondition, type Principal } from '@fairlead/service-kit';

const { ImportState } = proto;

/** For whom an import runs; its rights are those at the upload. */
export type Importer = Pick<Principal, 'sub' | 'roles' | 'rep' | 'team'>;

/** An import as kept; the content and the rejected rows are documents of their own. */
export interface ImportJob {
  importer: Importer;
  fileName: string;
  sizeBytes: number;
  /** Names the stored content; each upload has its own, so that two under one request id never mix. */
  contentId: string;
  /** Number of its parts. */
  parts: number;
  state: proto.ImportState;
  kind: proto.ImportKind;
  columns: proto.MappedColumn[];
  constants: Record<string, string>;
  allowSameName: boolean;
  rowCount: number;
  /** Counts the starts; rejected rows belong to one of them. */
  run: number;
  /** The place that it has among the waiting and running imports of its person, `{sub}:{number}`; free when it ends. */
  turn?: string;
  rowsDone: number;
  /** Number of the last row that was done; the run goes on behind it. */
  lastRow: number;
  /** Batches done; each keeps its rejected rows under its place. */
  batches: number;
  created: number;
  duplicates: number;
  faulty: number;
  /** Set when content and rejected rows are no longer to be used. */
  removed?: { time: Date; afterDays: number };
  startTime?: Date;
  endTime?: Date;
  fault: string;
}

export interface Start {
  dryRun: boolean;
  kind: proto.ImportKind;
  columns: proto.MappedColumn[];
  constants: Record<string, string>;
  allowSameName: boolean;
}

/** Progress of a run that begins. */
export const NOTHING_DONE = { rowsDone: 0, lastRow: 0, batches: 0, created: 0, duplicates: 0, faulty: 0 };

const STARTABLE = [
  ImportState.IMPORT_STATE_UPLOADED,
  ImportState.IMPORT_STATE_CHECKED,
  ImportState.IMPORT_STATE_FAILED,
  ImportState.IMPORT_STATE_CANCELLED,
];
const ACTIVE = [ImportState.IMPORT_STATE_CHECKING, ImportState.IMPORT_STATE_RUNNING];

export const isActive = ({ state }: Pick<ImportJob, 'state'>) => ACTIVE.includes(state);

/** Refuses what needs the content or the rejected rows of an import that has them no more. */
export function requireContent({ removed }: Pick<ImportJob, 'removed'>): void {
  if (!removed) return;
  const message = `The file and its rejected rows were removed after ${removed.afterDays} days; upload the file again.`;
  throw failedPrecondition('IMPORT_REMOVED', message);
}

/**
 * Begins a check or the import. One that failed or was stopped begins at its first row again: rows that came in before
 * are recognised by their ids.
 */
export function start(job: ImportJob, { dryRun, ...how }: Start, now: Date, turn: string): Change<ImportJob> {
  if (!STARTABLE.includes(job.state)) {
    throw isActive(job)
      ? failedPrecondition('IMPORT_RUNNING', 'The import is running already.')
      : failedPrecondition('IMPORT_DONE', 'The import was carried out; upload the file again to repeat it.');
  }
  requireContent(job);
  const state = dryRun ? ImportState.IMPORT_STATE_CHECKING : ImportState.IMPORT_STATE_RUNNING;
  return {
    set: { ...how, ...NOTHING_DONE, turn, state, run: job.run + 1, startTime: now, endTime: undefined, fault: '' },
    events: [],
  };
}

/** What became of a batch of rows. */
export interface Outcome {
  rows: number;
  /** Number of the last of them. */
  lastRow: number;
  created: number;
  duplicates: number;
  faulty: number;
}

/** Notes the batch at a place; null when the run was stopped or another process was faster. */
export function advance(job: ImportJob, run: number, batch: number, outcome: Outcome): Change<ImportJob> | null {
  if (!isActive(job) || job.run !== run || job.batches !== batch) return null;
  return {
    set: {
      rowsDone: job.rowsDone + outcome.rows,
      lastRow: outcome.lastRow,
      batches: batch + 1,
      created: job.created + outcome.created,
      duplicates: job.duplicates + outcome.duplicates,
      faulty: job.faulty + outcome.faulty,
    },
    events: [],
  };
}

/** Ends a run; a fault makes it a failed one. Null when it is over already. */
export function finish(job: ImportJob, run: number, fault: string, now: Date): Change<ImportJob> | null {
  if (!isActive(job) || job.run !== run) return null;
  const good =
    job.state === ImportState.IMPORT_STATE_CHECKING ? ImportState.IMPORT_STATE_CHECKED : ImportState.IMPORT_STATE_DONE;
  return {
    set: { state: fault === '' ? good : ImportState.IMPORT_STATE_FAILED, endTime: now, fault, turn: undefined },
    events: [],
  };
}

/** Ends the use of the content of an import that ended, or was never started, before a time; null when it is too early. */
export function remove(job: ImportJob & { createTime: Date }, now: Date, afterDays: number): Change<ImportJob> | null {
  if (job.removed || isActive(job) || (job.endTime ?? job.createTime) >= daysBefore(now, afterDays)) return null;
  return { set: { removed: { time: now, afterDays } }, events: [] };
}

const DAY_MS = 86_400_000;
export const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS);

/** Stops a running import; null when it is stopped already. */
export function cancel(job: ImportJob, now: Date): Change<ImportJob> | null {
  if (job.state === ImportState.IMPORT_STATE_CANCELLED) return null;
  if (!isActive(job)) throw failedPrecondition('IMPORT_NOT_RUNNING', 'The import is not running.');
  return { set: { state: ImportState.IMPORT_STATE_CANCELLED, endTime: now, turn: undefined }, events: [] };
}
