import { setTimeout as sleep } from 'node:timers/promises';
import mongoose, { type Connection } from 'mongoose';
import type { Logger } from '../log/logger';

export interface WatchdogOptions {
  uri: string;
  /** How often the connection is tried, in milliseconds. */
  everyMs?: number;
  /** How long it may fail before somebody else's connection is tried. */
  patienceMs?: number;
  /** What to do with a process whose connection is beyond repair; default: end it, so that it is started again. */
  giveUp?(): void;
}

const ANSWER_MS = 5000;

/**
 * Ends a process that no longer reaches the store although the store answers a fresh connection. Seen once in a run of
 * kills: the driver stopped looking for the restarted store, and every call failed for minutes. While the store is down
 * for everybody, nothing is ended.
 */
export class StoreWatchdog {
  private timer?: NodeJS.Timeout;
  private lastAnswer = Date.now();
  private trying?: Promise<void>;

  constructor(
    private readonly connection: Connection,
    private readonly logger: Logger,
    private readonly options: WatchdogOptions,
  ) {}

  start(): void {
    this.lastAnswer = Date.now();
    this.timer = setInterval(() => {
      this.trying ??= this.tryOnce().finally(() => {
        this.trying = undefined;
      });
    }, this.options.everyMs ?? ANSWER_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.trying;
  }

  private async tryOnce(): Promise<void> {
    if (await answers(this.connection)) {
      this.lastAnswer = Date.now();
      return;
    }
    if (Date.now() - this.lastAnswer < (this.options.patienceMs ?? 30_000)) return;
    if (!(await this.answersOthers())) return;
    this.logger.error({ alarm: true }, 'the store answers others but not this process, which ends to be started again');
    (this.options.giveUp ?? (() => process.exit(1)))();
  }

  private async answersOthers(): Promise<boolean> {
    const fresh = mongoose.createConnection(this.options.uri, { serverSelectionTimeoutMS: 2000 });
    try {
      await fresh.asPromise();
      return await answers(fresh);
    } catch {
      return false;
    } finally {
      await fresh.destroy().catch(() => undefined);
    }
  }
}

/** Whether a ping comes back in time. */
async function answers(connection: Connection): Promise<boolean> {
  const ping = Promise.resolve(connection.db?.admin().ping()).then(
    (answer) => answer !== undefined,
    () => false,
  );
  return Promise.race([ping, sleep(ANSWER_MS, false, { ref: false })]);
}
