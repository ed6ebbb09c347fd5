import type { CaseDeps } from './case-deps';
import type { Deps } from './deps';

export interface Work {
  customerId: string;
  openTasks: number;
  runningClocks: number;
  tasksElsewhere: number;
  openCases: number;
}

/** Customers with tasks of a rep that are looked at for tasks elsewhere. */
const MAX_CUSTOMERS = 5000;
const CHUNK = 500;

/** What is open of a rep: at each of these customers, or (none given) in all. */
export async function countWork(
  deps: Deps & Pick<CaseDeps, 'cases'>,
  ownerId: string,
  customerIds: string[],
): Promise<Work[]> {
  const [tasks, clocks] = await Promise.all([
    deps.tasks.countOpen(ownerId, customerIds),
    deps.obligations.countOpen(ownerId, customerIds),
  ]);
  const all = customerIds.length === 0;
  const tasksElsewhere = all ? await countElsewhere(deps, ownerId) : 0;
  const openCases = all ? ((await deps.cases.loads([ownerId])).get(ownerId) ?? 0) : 0;
  return (all ? [''] : customerIds).map((customerId) => ({
    customerId,
    openTasks: tasks.get(customerId) ?? 0,
    runningClocks: clocks.get(customerId) ?? 0,
    tasksElsewhere,
    openCases,
  }));
}

/** Tasks at customers that are somebody else's. */
async function countElsewhere({ tasks, ownerships }: Deps, ownerId: string): Promise<number> {
  const byCustomer = [...(await tasks.openByCustomer(ownerId, MAX_CUSTOMERS))];
  let elsewhere = 0;
  for (let start = 0; start < byCustomer.length; start += CHUNK) {
    const chunk = byCustomer.slice(start, start + CHUNK);
    const owners = await ownerships.findMany(chunk.map(([customerId]) => customerId));
    for (const [customerId, count] of chunk) if (owners.get(customerId)?.ownerId !== ownerId) elsewhere += count;
  }
  return elsewhere;
}
