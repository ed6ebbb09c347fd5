import type { customer, followup, order } from '@fairlead/proto';
import type { WorkCount, WorkSource } from './handover-deps';

/** Tasks and clocks, as follow-up counts them. */
export function followUpWork(client: Pick<followup.HandoverWorkServiceClient, 'countWork'>): WorkSource {
  const toCounts = (work: followup.CustomerWork): WorkCount[] => [
    { kind: 'open_tasks', count: work.openTasks },
    { kind: 'running_clocks', count: work.runningClocks },
  ];
  return {
    async countAll(ownerId) {
      const [all] = (await client.countWork({ ownerId })).work;
      if (!all) return [];
      return [
        ...toCounts(all),
        { kind: 'tasks_elsewhere', count: all.tasksElsewhere },
        { kind: 'open_cases', count: all.openCases },
      ];
    },
    async countEach(ownerId, customerIds) {
      if (customerIds.length === 0) return new Map();
      const { work } = await client.countWork({ ownerId, customerIds });
      return new Map(work.map((each) => [each.customerId, toCounts(each)]));
    },
  };
}

/** Drafts and orders, as order counts them. */
export function orderWork(client: Pick<order.OrderWorkServiceClient, 'countOpenOrders'>): WorkSource {
  const toCounts = ({ drafts, open }: order.CustomerOrders): WorkCount[] => [
    { kind: 'draft_orders', count: drafts },
    { kind: 'open_orders', count: open },
  ];
  return {
    async countAll(ownerId) {
      const [all] = (await client.countOpenOrders({ ownerId })).orders;
      return all ? toCounts(all) : [];
    },
    async countEach(ownerId, customerIds) {
      if (customerIds.length === 0) return new Map();
      const { orders } = await client.countOpenOrders({ ownerId, customerIds });
      return new Map(orders.map((each) => [each.customerId, toCounts(each)]));
    },
  };
}

/** Registrations, as customer counts them; they belong to no customer yet. */
export const registrationWork = (
  client: Pick<customer.RegistrationWorkServiceClient, 'countRegistrations'>,
): WorkSource => ({
  async countAll(registrantId) {
    return [{ kind: 'registrations', count: (await client.countRegistrations({ registrantId })).count }];
  },
  countEach: async () => new Map(),
});

/** What all sources know of each customer. */
export async function countEach(
  sources: WorkSource[],
  repId: string,
  leadIds: string[],
): Promise<Map<string, WorkCount[]>> {
  const found = await Promise.all(sources.map((source) => source.countEach(repId, leadIds)));
  return new Map(leadIds.map((id) => [id, found.flatMap((counts) => counts.get(id) ?? [])]));
}

export const countAll = async (sources: WorkSource[], repId: string): Promise<WorkCount[]> =>
  (await Promise.all(sources.map((source) => source.countAll(repId)))).flat();
