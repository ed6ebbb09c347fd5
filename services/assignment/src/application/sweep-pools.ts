import type { Leases, Logger } from '@fairlead/service-kit';
import type { RecyclePlanDoc } from '../repository/models';
import { emptyClosedPool } from './empty-closed-pool';
import type { OwnershipDeps } from './ownership-deps';
import { type RecycleNeighbours, recycleDue } from './recycle-due';

const LEASE = 'assignment.sweep-pools';
const PAGE = 100;
/** Most plans of one sweep; what is left comes with the next one. */
const MAX_PAGES = 50;
const ACTOR = 'service:assignment';

/** Warns owners and takes back what is due, and empties closed pools. Answers how much was done. */
export async function sweepPools(deps: OwnershipDeps, neighbours: RecycleNeighbours, now: Date): Promise<number> {
  const context = { now, actor: ACTOR };
  let done = 0;
  let after: RecyclePlanDoc | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const plans = await deps.plans.due(now, after, PAGE);
    for (const plan of plans) {
      try {
        if (await recycleDue(deps, neighbours, plan, context)) done += 1;
      } catch (error) {
        deps.logger.warn({ err: error, leadId: plan._id }, 'what is due of a lead could not be done; it comes again');
      }
    }
    if (plans.length < PAGE) break;
    after = plans.at(-1);
  }
  for (let afterId = ''; ; ) {
    const closed = await deps.pools.closed(afterId, PAGE);
    for (const pool of closed) done += await emptyClosedPool(deps, pool, context);
    if (closed.length < PAGE) return done;
    afterId = closed.at(-1)?._id ?? '';
  }
}

/** Sweeps at an interval, in one process at a time; two at once would do no harm: every write is fenced by itself. */
export class PoolSweep {
  private stopped = false;
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: OwnershipDeps,
    private readonly neighbours: RecycleNeighbours,
    private readonly leases: Pick<Leases, 'hold' | 'release'>,
    private readonly logger: Logger,
    private readonly intervalMs: number,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.leases.release(LEASE);
  }

  private async run(): Promise<void> {
    try {
      if (await this.leases.hold(LEASE)) {
        const done = await sweepPools(this.deps, this.neighbours, new Date());
        if (done > 0) this.logger.info({ done }, 'leads were warned about, recycled or moved');
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'the sweep of pools failed; it comes again');
    }
    if (!this.stopped) this.timer = setTimeout(() => this.start(), this.intervalMs);
  }
}
