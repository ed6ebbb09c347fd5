import type { Logger } from '../log/logger';
import type { EventLog, LoggedEvent } from './event-log';

const RING = 2048;
/** After an event of another process, more of them are expected for so long. */
const COMPANY_MS = 60_000;

/** How often the end of the log is looked at, in milliseconds. */
export interface TailPace {
  /** While other processes append, too. */
  inCompany: number;
  /** While only this process does, as far as is known. */
  alone: number;
  /** While nobody listens: the memory stays near the end of the log. */
  unheard: number;
}
const PACE: TailPace = { inCompany: 150, alone: 1000, unheard: 2000 };

/**
 * The newest events in memory, followed once per process however many subscribers wait at the end of the log. Events
 * that this process appends arrive at once, those of other processes within the interval of `TailPace`.
 */
export class LogTail {
  private ring: LoggedEvent[] = [];
  private stopped = false;
  private followers = 0;
  private companyUntil = 0;
  private wakePoll: () => void = () => undefined;
  private readonly waiting = new Set<() => void>();
  private loop?: Promise<void>;

  constructor(
    private readonly log: EventLog,
    private readonly logger: Logger,
    private readonly pace = PACE,
  ) {
    log.onAdvance((appended) => {
      if (this.loop && appended[0]?._id === this.position + 1) this.take(appended);
      else this.wakePoll();
    });
  }

  /** The last position that this tail has seen. */
  get position(): number {
    return this.ring.at(-1)?._id ?? this.start;
  }
  private start = 0;

  /** Whether this process is stopping: who waits here waits in vain. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** Begins to follow from the present end of the log. */
  async open(): Promise<void> {
    this.followers += 1;
    if (!this.loop) {
      this.start = await this.log.head();
      this.loop ??= this.follow();
    }
    this.wakePoll();
  }

  close(): void {
    this.followers -= 1;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wakePoll();
    for (const wake of this.waiting) wake();
    await this.loop;
  }

  /** Events after a position, from memory when it is recent enough. */
  async after(sequence: number): Promise<LoggedEvent[]> {
    const first = this.ring[0]?._id;
    if (first !== undefined && sequence >= first - 1)
      return this.ring.slice(sequence - first + 1, sequence - first + 257);
    if (sequence >= this.position) return [];
    return this.log.readAfter(sequence);
  }

  /** Resolves when there is something after the position, or after `ms`. */
  async wait(sequence: number, ms: number, signal: AbortSignal): Promise<void> {
    if (this.position > sequence || this.stopped || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
      this.waiting.add(done);
    });
  }

  /** Adds events that follow the last one; those that came in the meantime are there already. */
  private take(events: LoggedEvent[]): void {
    const { position } = this;
    this.ring = [...this.ring, ...events.filter(({ _id }) => _id > position)].slice(-RING);
    for (const wake of [...this.waiting]) wake();
  }

  private interval(): number {
    if (this.followers === 0) return this.pace.unheard;
    return Date.now() < this.companyUntil ? this.pace.inCompany : this.pace.alone;
  }

  private async follow(): Promise<void> {
    while (!this.stopped) {
      try {
        const events = await this.log.readAfter(this.position);
        if (events.length > 0) {
          if ((events.at(-1)?._id ?? 0) > this.log.lastKnown) this.companyUntil = Date.now() + COMPANY_MS;
          this.take(events);
          this.log.advance(this.position);
          continue;
        }
      } catch (error) {
        this.logger.warn({ err: error }, 'cannot read the event log');
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.interval());
        this.wakePoll = () => {
          clearTimeout(timer);
          resolve();
        };
        if (this.log.lastKnown > this.position || this.stopped) this.wakePoll();
      });
    }
  }
}
