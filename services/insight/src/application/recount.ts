import { customer, type event as eventProto, type followup, type order, type insight as proto } from '@fairlead/proto';
import type { KitClient } from '@fairlead/service-kit';
import { FIRST_CONTACT, verdictOf } from '../domain/attainment';
import { CLAIMED } from '../domain/facts';

/** The owners of the records, and the dashboards to be checked against them. */
export interface RecountClients {
  obligations: Pick<KitClient<typeof followup.ObligationServiceDefinition>, 'listObligations'>;
  customers: Pick<KitClient<typeof customer.CustomerServiceDefinition>, 'listCustomers'>;
  orders: Pick<KitClient<typeof order.OrderServiceDefinition>, 'listOrders'>;
  assignmentLog: Pick<KitClient<typeof eventProto.EventLogServiceDefinition>, 'subscribe'>;
  dashboards: Pick<KitClient<typeof proto.DashboardServiceDefinition>, 'getDashboard'>;
}

export interface Narrowed {
  ownerId: string;
  teamId: string;
}

const PAGE = 200;
const DAY_MS = 86_400_000;

/**
 * Counts every figure again from the records themselves, read page by page from the services that own them, and names
 * those that differ from the dashboard. Nothing is shared with the dashboards but the rule of what met means.
 */
export async function recount(clients: RecountClients, narrowed: Narrowed): Promise<string[]> {
  const dashboard = await clients.dashboards.getDashboard(narrowed);
  const now = dashboard.asOf as Date;
  const since = new Date(now.getTime() - 30 * DAY_MS);
  const counted = new Map<string, bigint>();
  const add = (figure: string, amount = 1n) => counted.set(figure, (counted.get(figure) ?? 0n) + amount);
  for await (const each of obligations(clients, narrowed)) countObligation(each, { since, now }, add);
  for await (const { state, stage } of customers(clients, narrowed)) {
    if (state !== customer.CustomerState.CUSTOMER_STATE_LOST) add(`${state} in ${stage}`);
  }
  for await (const { type, data, time } of poolEvents(clients, narrowed)) {
    if (!time || time < since || time >= now) continue;
    add(`pool: ${type.includes('.claimed.') ? CLAIMED : String(data?.reason)}`);
  }
  for await (const { state, orderDate, total } of ordersOf(clients, narrowed, now)) {
    if (/DRAFT|CANCELLED/.test(state)) continue;
    const month = `${orderDate.slice(0, 7)} ${total?.currencyCode}`;
    add(`orders of ${month}`);
    add(`total of ${month}`, total?.minorUnits ?? 0n);
  }
  return differences(figuresOf(dashboard), counted);
}

function countObligation(
  { kind, state, dueTime = new Date(0), closeTime = undefined }: followup.Obligation,
  { since, now }: { since: Date; now: Date },
  add: (figure: string) => void,
): void {
  if (/_(OPEN|RECYCLING)$/.test(state)) {
    add('open');
    if (dueTime < now) add('overdue');
    else if (dueTime < new Date(now.getTime() + DAY_MS)) add('due');
  }
  if (kind !== FIRST_CONTACT || dueTime < since || dueTime >= now) return;
  const verdict = verdictOf({ state, dueTime, closeTime: closeTime ?? null }, now);
  if (verdict) add(`first contacts ${verdict}`);
}

/** Every figure of a dashboard by the name that the recount gives it. */
function figuresOf(dashboard: proto.Dashboard): Map<string, bigint> {
  const { open, due, overdue, firstContact, funnel, poolMoves, orders } = dashboard;
  const figures: [string, bigint][] = [
    ['open', open?.count ?? 0n],
    ['due', due?.count ?? 0n],
    ['overdue', overdue?.count ?? 0n],
    ['first contacts met', firstContact?.met ?? 0n],
    ['first contacts missed', firstContact?.missed ?? 0n],
    ...funnel.flatMap(({ stage, leads, customers: dealt }): [string, bigint][] => [
      [`CUSTOMER_STATE_LEAD in ${stage}`, leads?.count ?? 0n],
      [`CUSTOMER_STATE_CUSTOMER in ${stage}`, dealt?.count ?? 0n],
    ]),
    ...poolMoves.map(({ reason, count }): [string, bigint] => [`pool: ${reason}`, count]),
    ...orders.flatMap(({ month, count, total }): [string, bigint][] => [
      [`orders of ${month} ${total?.currencyCode}`, count],
      [`total of ${month} ${total?.currencyCode}`, total?.minorUnits ?? 0n],
    ]),
  ];
  return new Map(figures);
}

function differences(shown: Map<string, bigint>, counted: Map<string, bigint>): string[] {
  const names = [...new Set([...shown.keys(), ...counted.keys()])].sort();
  return names.flatMap((name) => {
    const [a, b] = [shown.get(name) ?? 0n, counted.get(name) ?? 0n];
    return a === b ? [] : [`${name}: the dashboard says ${a}, the records ${b}`];
  });
}

async function* pages<T>(read: (pageToken: string) => Promise<{ rows: T[]; nextPageToken: string }>) {
  for (let pageToken = ''; ; ) {
    const page = await read(pageToken);
    yield* page.rows;
    pageToken = page.nextPageToken;
    if (pageToken === '') return;
  }
}

const obligations = (clients: RecountClients, narrowed: Narrowed) =>
  pages(async (pageToken) => {
    const page = await clients.obligations.listObligations({ ...narrowed, pageSize: PAGE, pageToken });
    return { rows: page.obligations, nextPageToken: page.nextPageToken };
  });

const customers = (clients: RecountClients, narrowed: Narrowed) =>
  pages(async (pageToken) => {
    const page = await clients.customers.listCustomers({ ...narrowed, pageSize: PAGE, pageToken });
    return { rows: page.customers, nextPageToken: page.nextPageToken };
  });

/** Of the last twelve months. */
async function* ordersOf(clients: RecountClients, { ownerId, teamId }: Narrowed, now: Date) {
  const fromDate = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11, 1)).toISOString().slice(0, 10);
  yield* pages(async (pageToken) => {
    const page = await clients.orders.listOrders({ ownerId, teamId, fromDate, pageSize: PAGE, pageToken });
    return { rows: page.orders, nextPageToken: page.nextPageToken };
  });
}

/** What moved in the pools is told by the log alone. */
async function* poolEvents({ assignmentLog }: RecountClients, { ownerId, teamId }: Narrowed) {
  const types = ['crm.assignment.lead.pooled.v1', 'crm.assignment.lead.claimed.v1'];
  for await (const { item } of assignmentLog.subscribe({ afterSequence: 0n, types, untilHead: true })) {
    if (item?.$case !== 'event') continue;
    const data = item.value.data as { ownerId?: string; previousOwnerId?: string; teamPath?: string[] };
    const whose = item.value.type.includes('.claimed.') ? data.ownerId : data.previousOwnerId;
    if (ownerId !== '' && whose !== ownerId) continue;
    if (teamId !== '' && !data.teamPath?.includes(teamId)) continue;
    yield item.value;
  }
}
