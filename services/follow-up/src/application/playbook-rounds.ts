import { customer } from '@fairlead/proto';
import type { Effect, Handlers, KitClient, Leases } from '@fairlead/service-kit';
import { mayBegin, newRound, roundId } from '../domain/playbook-round';
import type { PlaybookRoundDoc } from '../repository/models';
import { type Deps, SELF } from './deps';
import { LeasedWorker } from './leased-worker';
import type { PlaybookTasks } from './playbook-tasks';

type RoundDeps = Pick<Deps, 'rounds' | 'logger'> & {
  tasks: PlaybookTasks;
  customers: Pick<KitClient<typeof customer.CustomerServiceDefinition>, 'listCustomers'>;
};

const PAGE = 100;

/** The playbook was published for the customers that stand in a stage too: that is noted, once, before anything is made. */
export const roundsOnCustomer = ({ rounds }: Pick<Deps, 'rounds'>, nudge: () => void): Handlers => ({
  'crm.customer.playbook.updated.v1': async ({ data, time, aggregateRevision }): Promise<Effect> => {
    // Publications from before there was a choice say nothing of it.
    const { stage, taskItems = [] } = data;
    if (taskItems.length === 0) return 'ignored';
    const now = new Date();
    const known = customer.stageFromJSON(stage);
    const round = newRound(known, taskItems, time ?? now);
    const { replayed } = await rounds.store.create(roundId(known, Number(aggregateRevision)), round, [], {
      now,
      actor: SELF,
    });
    nudge();
    return replayed ? 'repeated' : 'applied';
  },
});

/**
 * Goes on with a round from the page at which it is. After each page it notes the next one: a process that died repeats a page
 * at most, and tasks are made once. Customers are listed by their creation, so that no change of them moves one past the page.
 */
export async function carryOutRound(deps: RoundDeps, round: PlaybookRoundDoc, signal: AbortSignal): Promise<boolean> {
  for (let { pageToken } = round; !signal.aborted; ) {
    const page = await deps.customers.listCustomers({
      stage: round.stage,
      orderBy: 'create_time desc',
      pageSize: PAGE,
      pageToken,
    });
    for (const found of page.customers) {
      if (signal.aborted) return false;
      await deps.tasks.makeFor(found, round.items, { now: new Date(), actor: SELF });
    }
    const next = await noteProgress(deps, round._id, pageToken, page);
    if (next === undefined) return true;
    pageToken = next;
  }
  return false;
}

/** Notes where a round goes on; undefined when it is done. Another process may have been further. */
async function noteProgress(
  { rounds }: RoundDeps,
  id: string,
  pageToken: string,
  { nextPageToken, customers }: customer.ListCustomersResponse,
): Promise<string | undefined> {
  const now = new Date();
  const isLast = nextPageToken === '';
  const { doc } = await rounds.store.change(
    id,
    (current) => {
      if (current.state !== 'RUNNING' || current.pageToken !== pageToken) return null;
      const lookedCount = current.lookedCount + customers.length;
      const end = isLast ? ({ state: 'DONE', endTime: now } as const) : {};
      return { set: { pageToken: nextPageToken, lookedCount, ...end }, events: [] };
    },
    { now, actor: SELF },
  );
  return doc.state === 'DONE' ? undefined : doc.pageToken;
}

/** Makes the tasks of the customers that stand in a stage. */
export const playbookRounds = (deps: RoundDeps, leases: Leases, settleMs: number): LeasedWorker =>
  new LeasedWorker({
    lease: 'follow-up.playbook-rounds',
    leases,
    logger: deps.logger,
    async pass(signal) {
      for (const round of await deps.rounds.running()) {
        if (signal.aborted) return;
        if (!mayBegin(round, new Date(), settleMs)) continue;
        if (await carryOutRound(deps, round, signal)) {
          deps.logger.info({ round: round._id }, 'customers in the stage have the tasks of the playbook');
        }
      }
    },
  });
