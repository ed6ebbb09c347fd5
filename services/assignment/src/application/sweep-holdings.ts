import type { Logger } from '@fairlead/service-kit';
import { compareHoldings, type HoldingDifference } from '../domain/compare-holdings';
import type { OwnershipFacts } from '../domain/holding';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { IN_FLIGHT_MS, settleHolding } from './settle-holding';

type Deps = Pick<OwnershipDeps, 'holdings' | 'ownerships' | 'decisions'>;

const PAGE = 500;
const MAX_PAGES = 200;

/** Where holdings and ownerships differ right now. At most 100,000 owned leads and as many holdings are read. */
export async function findDifferences(deps: Deps, now: Date): Promise<HoldingDifference[]> {
  const settledBefore = new Date(now.getTime() - IN_FLIGHT_MS);
  const differences: HoldingDifference[] = [];
  const heldBy = new Map<string, Set<string>>();
  for (let page = 0, after = ''; page < MAX_PAGES; page += 1) {
    const holdings = await deps.holdings.page(after, PAGE);
    for (const holding of holdings) {
      const leadIds = holding.entries.map(({ leadId }) => leadId);
      const ownerships = facts(await deps.ownerships.findMany(leadIds));
      // Leads that this rep does not hold are compared with their owners' holdings below.
      const own = new Map([...ownerships].filter(([, { ownerId }]) => ownerId === holding._id));
      differences.push(...compareHoldings(new Map([[holding._id, holding]]), own, settledBefore));
      heldBy.set(holding._id, new Set(leadIds));
    }
    if (holdings.length < PAGE) break;
    after = holdings.at(-1)?._id ?? '';
  }
  for (let page = 0, after = ''; page < MAX_PAGES; page += 1) {
    const owned = await deps.ownerships.pageOfOwned(after, PAGE);
    const missing = owned.filter(({ _id, ownerId }) => !heldBy.get(ownerId)?.has(_id));
    differences.push(...compareHoldings(new Map(), facts(missing), settledBefore));
    if (owned.length < PAGE) break;
    after = owned.at(-1)?._id ?? '';
  }
  return differences;
}

const facts = (ownerships: LeadOwnershipDoc[]) =>
  new Map<string, OwnershipFacts>(ownerships.map((ownership) => [ownership._id, ownership]));

/** Settles what a crash left behind; each difference is looked at again before anything is written. */
export async function sweepHoldings(deps: Deps, now: Date): Promise<number> {
  let changed = 0;
  for (const { repId, leadId } of await findDifferences(deps, now)) {
    const context = { now, actor: 'service:assignment' };
    if (await settleHolding(deps, repId, leadId, context, { sparesInFlight: true })) changed += 1;
  }
  return changed;
}

/** Sweeps at the start and then at an interval, in every process: what it writes is fenced by the settling itself. */
export class HoldingSweep {
  private stopped = false;
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: Deps,
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
  }

  private async run(): Promise<void> {
    try {
      const settled = await sweepHoldings(this.deps, new Date());
      if (settled > 0) this.logger.info({ settled }, 'holdings were settled');
    } catch (error) {
      this.logger.warn({ err: error }, 'the sweep of holdings failed; it comes again');
    }
    if (this.stopped) return;
    // Spread over the interval, so that several processes do not sweep at the same moment.
    this.timer = setTimeout(() => this.start(), this.intervalMs * (0.75 + Math.random() / 2));
  }
}
