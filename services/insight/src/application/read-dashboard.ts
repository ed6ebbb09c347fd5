import { customer, order, type insight as proto } from '@fairlead/proto';
import { type CallerContext, type KitClient, onBehalfOf, scopeOf } from '@fairlead/service-kit';
import { verdictOf } from '../domain/attainment';
import type { FigureRepository, Narrowing, Period } from '../repository/figure-repository';

export type Orders = Pick<KitClient<typeof order.OrderServiceDefinition>, 'summarizeOrders'>;

const { CUSTOMER_STATE_LEAD: LEAD, CUSTOMER_STATE_CUSTOMER: CUSTOMER } = customer.CustomerState;
const DAY_MS = 86_400_000;
const MONTHS = 12;
/** Months in every currency that a company may order in. */
const MAX_TOTALS = 500;
/** Stages in the order of the sale. */
const STAGES = Object.values(customer.Stage).filter((stage) => !/UNSPECIFIED|UNRECOGNIZED/.test(stage));

/** The figures that a caller sees. */
export async function readDashboard(
  figures: FigureRepository,
  orders: Orders,
  { narrowing, period, now }: { narrowing: Narrowing; period: Period; now: Date },
  caller: CallerContext,
): Promise<Omit<proto.Dashboard, 'indexedThrough'>> {
  const scope = scopeOf(caller.principal);
  const tomorrow = new Date(now.getTime() + DAY_MS);
  const [open, due, overdue, firstContact, leads, customers, moves, months] = await Promise.all([
    figures.unended(scope, narrowing),
    figures.unended(scope, narrowing, now, tomorrow),
    figures.unended(scope, narrowing, undefined, now),
    attainment(figures.firstContacts(scope, narrowing, period), now),
    figures.stages(scope, narrowing, LEAD),
    figures.stages(scope, narrowing, CUSTOMER),
    figures.poolMoves(scope, narrowing, period),
    monthsOfOrders(orders, narrowing, now, caller),
  ]);
  const obligations = (query: Record<string, string>) => records('/obligations', { ...query, ...named(narrowing) });
  const inStage = (counts: Map<string, number>, state: string, stage: string) => ({
    count: BigInt(counts.get(stage) ?? 0),
    records: records('/customers', { state, stage, ...named(narrowing) }),
  });
  return {
    asOf: now,
    open: { count: BigInt(open), records: obligations({ openOnly: 'true' }) },
    due: {
      count: BigInt(due),
      records: obligations({ openOnly: 'true', dueAfter: now.toISOString(), dueBefore: tomorrow.toISOString() }),
    },
    overdue: { count: BigInt(overdue), records: obligations({ openOnly: 'true', dueBefore: now.toISOString() }) },
    firstContact: {
      ...firstContact,
      records: obligations({ dueAfter: period.since.toISOString(), dueBefore: period.until.toISOString() }),
    },
    funnel: STAGES.map((stage) => ({
      stage,
      leads: inStage(leads, LEAD, stage),
      customers: inStage(customers, CUSTOMER, stage),
    })),
    poolMoves: [...moves]
      .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
      .map(([reason, count]) => ({ reason, count: BigInt(count) })),
    orders: months,
  };
}

const records = (path: string, query: Record<string, string>): proto.Records => ({ path, query });
const named = (values: object): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

async function attainment(pages: AsyncGenerator<Parameters<typeof verdictOf>[0][]>, now: Date) {
  const counts = { met: 0n, missed: 0n };
  for await (const page of pages) {
    for (const fact of page) {
      const verdict = verdictOf(fact, now);
      if (verdict) counts[verdict] += 1n;
    }
  }
  return counts;
}

/** Asked with the caller's token: the order service knows what the caller may see. */
async function monthsOfOrders(
  orders: Orders,
  narrowing: Narrowing,
  now: Date,
  caller: CallerContext,
): Promise<proto.MonthOfOrders[]> {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS + 1, 1));
  const { totals } = await orders.summarizeOrders(
    {
      grouping: order.OrderGrouping.ORDER_GROUPING_MONTH,
      ...narrowing,
      fromDate: first.toISOString().slice(0, 10),
      pageSize: MAX_TOTALS,
    },
    onBehalfOf(caller),
  );
  return totals.map(({ key, orderCount, total }) => ({
    month: key,
    count: orderCount,
    total,
    records: records('/orders', {
      countedOnly: 'true',
      fromDate: `${key}-01`,
      beforeDate: nextMonth(key),
      ...named({ ...narrowing, currencyCode: total?.currencyCode ?? '' }),
    }),
  }));
}

/** `2026-12` → `2027-01-01`. */
function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}
