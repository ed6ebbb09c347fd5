import { customer as proto } from '@fairlead/proto';
import { AppError, backoff, heldSession, isTransient, type Leases, type Logger, pause } from '@fairlead/service-kit';
import { type BatchDeps, importBatch, type SeenKeys } from '../application/import-batch';
import type { ImportDoc, ImportRepository } from '../repository/import-repository';
import { ImportFileError } from './import-file-error';
import { advance, finish, NOTHING_DONE } from './import-job';
import { BATCH_CHARACTERS, BATCH_ROWS } from './import-limits';
import type { OwnerNames } from './owner-names';
import { type RowInput, toInput } from './row-to-input';
import type { TableRow } from './table';
import { openTable } from './table-reader';
import { characters } from './table-row';

const LEASE = 'customer.import';
const LOOK_MS = 1000;
const ACTOR = 'service:customer';

/**
 * Carries imports on, one after the other, in the process that holds the lease. Progress moves by compare-and-set after
 * each batch: whoever dies in between leaves a batch that is found done when it is done again.
 */
export class ImportRunner {
  private readonly stop$ = new AbortController();
  private running?: Promise<void>;

  constructor(
    private readonly deps: BatchDeps & {
      imports: ImportRepository;
      ownerNames: () => Promise<OwnerNames>;
      leases: Leases;
      logger: Logger;
      clock: () => Date;
    },
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stop$.abort();
    await this.running;
    await this.deps.leases.release(LEASE);
  }

  private async run(): Promise<void> {
    const { leases, logger } = this.deps;
    const { signal } = this.stop$;
    for (let failures = 0; !signal.aborted; ) {
      try {
        if (await leases.hold(LEASE)) await heldSession(leases, LEASE, signal, (held) => this.work(held));
        failures = 0;
      } catch (error) {
        failures += 1;
        logger.warn({ err: error }, 'an import could not be carried on, trying again');
        await backoff(failures + 3, signal, 10_000).catch(() => undefined);
      }
      await pause(LOOK_MS, signal);
    }
  }

  private async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const next = await this.deps.imports.next();
      if (next) await this.carryOn(next, signal);
      else await pause(LOOK_MS, signal);
    }
  }

  /** To the end of the file, or until it is stopped. A fault of the file or of ours ends it as failed. */
  private async carryOn(job: ImportDoc, signal: AbortSignal): Promise<void> {
    const { imports, logger, clock } = this.deps;
    let fault = '';
    try {
      if (!(await this.rows(job, signal))) return;
    } catch (error) {
      if (isTransient(error)) throw error;
      logger.error({ err: error, importId: job._id }, 'an import failed');
      fault =
        error instanceof ImportFileError || error instanceof AppError
          ? error.message
          : 'An unexpected fault stopped it.';
    }
    const context = { now: clock(), actor: ACTOR };
    await imports.store.change(job._id, (doc) => finish(doc, job.run, fault, context.now), context);
  }

  /** False when it stopped before the end. */
  private async rows(job: ImportDoc, signal: AbortSignal): Promise<boolean> {
    const { imports, clock } = this.deps;
    const checking = job.state === proto.ImportState.IMPORT_STATE_CHECKING;
    // A check keeps the keys it met in memory only, so it cannot go on in the middle.
    const seen: SeenKeys | undefined = checking ? new Map() : undefined;
    const from = checking ? NOTHING_DONE : job;
    let { batches } = from;
    if (checking && job.rowsDone > 0) await this.restartCheck(job);
    const owners = await this.deps.ownerNames();
    const mapping = { columns: job.columns, constants: job.constants };
    const table = await openTable(() => imports.content(job.contentId, job.parts));
    let batch: TableRow[] = [];
    let held = 0;
    const flush = async (): Promise<boolean> => {
      const inputs: RowInput[] = batch.map((row) => owners.resolve(toInput(row, table.header, mapping)));
      batch = [];
      held = 0;
      const { outcome, rejects } = await importBatch(job, inputs, this.deps, clock(), seen);
      await imports.keepRejects(job._id, job.run, batches, rejects);
      const context = { now: clock(), actor: ACTOR };
      let moved = false;
      await imports.store.change(
        job._id,
        (doc) => {
          const change = advance(doc, job.run, batches, outcome);
          moved = change !== null;
          return change;
        },
        context,
      );
      batches += 1;
      return moved;
    };
    for await (const row of table.rows(from.lastRow + 1)) {
      if (signal.aborted) return false;
      batch.push(row);
      held += characters(row.cells);
      const full = batch.length === BATCH_ROWS || held >= BATCH_CHARACTERS;
      if (full && !(await flush())) return false;
    }
    return batch.length === 0 || flush();
  }

  private async restartCheck(job: ImportDoc): Promise<void> {
    await this.deps.imports.store.change(job._id, () => ({ set: NOTHING_DONE, events: [] }), {
      now: this.deps.clock(),
      actor: ACTOR,
    });
  }
}
