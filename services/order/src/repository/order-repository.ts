import {
  type AccessScope,
  AggregateStore,
  afterKey,
  decodePageToken,
  encodePageToken,
  type OwnershipCopy,
  type PendingHint,
  pageSize,
  retryStore,
  scopeFilter,
} from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { COUNTED_STATES, type Order, type OrderState } from '../domain/order';
import type { OrderDoc } from './models';
import { type Grouping, summaryStages } from './summary-stages';

export interface OrderFilter {
  customerId: string;
  ownerId: string;
  /** With the teams below it; empty for all. */
  teamId: string;
  /** `YYYY-MM-DD`, inclusive; empty for all. */
  fromDate: string;
  /** `YYYY-MM-DD`, exclusive; empty for all. */
  beforeDate: string;
}

export interface OrderQuery extends OrderFilter {
  state?: OrderState;
  /** Only what totals count. */
  countedOnly: boolean;
  /** Empty for all. */
  currencyCode: string;
  pageSize: number;
  pageToken: string;
  caller: string;
}

export interface SummaryQuery extends OrderFilter {
  grouping: Grouping;
  pageSize: number;
  pageToken: string;
  caller: string;
}

/** Orders of one key in one currency. */
export interface OrderTotal {
  key: string;
  currencyCode: string;
  count: number;
  totalMinorUnits: number;
  lastOrderDate: string;
}

/** All access to order documents. */
export class OrderRepository {
  readonly store: AggregateStore<Order>;

  constructor(
    private readonly model: Model<OrderDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('order', model, hint);
  }

  async list(query: OrderQuery, scope: AccessScope): Promise<{ docs: OrderDoc[]; nextPageToken: string }> {
    const { state, countedOnly, currencyCode } = query;
    const counted = COUNTED_STATES.filter((each) => !state || each === state);
    const filter = {
      ...conditions(query),
      ...(countedOnly ? { state: { $in: counted } } : state ? { state } : {}),
      ...(currencyCode ? { currencyCode } : {}),
    };
    const binding = ['orders', filter, query.caller];
    const key = decodePageToken(binding, query.pageToken, ['text', 'text']);
    const size = pageSize(query.pageSize, 50, 200);
    const scoped = scopeFilter(scope);
    if (scoped === null) return { docs: [], nextPageToken: '' };
    const after = key
      ? afterKey(
          [
            ['orderDate', -1],
            ['_id', -1],
          ],
          key,
        )
      : {};
    const docs = await retryStore(() =>
      this.model
        .find(all(scoped, filter, after) as never)
        .sort({ orderDate: -1, _id: -1 })
        .limit(size + 1)
        .lean<OrderDoc[]>()
        .exec(),
    );
    const last = docs.length > size ? docs[size - 1] : undefined;
    return {
      docs: docs.slice(0, size),
      nextPageToken: last ? encodePageToken(binding, [last.orderDate, last._id]) : '',
    };
  }

  /** Totals of counted orders in scope, by key and currency. */
  async summarize(query: SummaryQuery, scope: AccessScope): Promise<{ totals: OrderTotal[]; nextPageToken: string }> {
    const filter = { ...conditions(query), state: { $in: COUNTED_STATES } };
    const binding = ['order totals', query.grouping, filter, query.caller];
    const key = decodePageToken(binding, query.pageToken, ['text', 'text']);
    const size = pageSize(query.pageSize, 50, 500);
    const scoped = scopeFilter(scope);
    if (scoped === null) return { totals: [], nextPageToken: '' };
    const after = key
      ? afterKey(
          [
            ['key', 1],
            ['currencyCode', 1],
          ],
          key,
        )
      : undefined;
    const stages = [
      { $match: all(scoped, filter) },
      ...summaryStages(query.grouping),
      ...(after ? [{ $match: after }] : []),
      { $sort: { key: 1, currencyCode: 1 } },
      { $limit: size + 1 },
    ];
    const found = await retryStore(() => this.model.aggregate<OrderTotal>(stages as never).exec());
    const last = found.length > size ? found[size - 1] : undefined;
    return {
      totals: found.slice(0, size),
      nextPageToken: last ? encodePageToken(binding, [last.key, last.currencyCode]) : '',
    };
  }

  /** How many of a rep are in each of these states, by customer; of these customers, or (none given) of all together. */
  async countByState(
    ownerId: string,
    customerIds: string[],
    states: OrderState[],
  ): Promise<{ customerId: string; state: OrderState; count: number }[]> {
    const all = customerIds.length === 0;
    const groups = await retryStore(() =>
      this.model
        .aggregate<{ _id: { customerId: string; state: OrderState }; count: number }>([
          { $match: { ownerId, state: { $in: states }, ...(all ? {} : { customerId: { $in: customerIds } }) } },
          { $group: { _id: { customerId: all ? '' : '$customerId', state: '$state' }, count: { $sum: 1 } } },
        ])
        .exec(),
    );
    return groups.map(({ _id, count }) => ({ ..._id, count }));
  }

  /**
   * Orders follow their customer to a new owner. Only the copy of the ownership changes, and only to a later one, so it may
   * be done again at any time and beside any other write. Answers whether any did.
   */
  async follow(customerId: string, { ownerId, teamId, teamPath, revision }: OwnershipCopy): Promise<boolean> {
    const result = await retryStore(() =>
      this.model.updateMany({ customerId, ownershipRevision: { $lt: revision } } as never, {
        $set: { ownerId, teamId, teamPath, ownershipRevision: revision },
      }),
    );
    return result.matchedCount > 0;
  }
}

const conditions = ({ customerId, ownerId, teamId, fromDate, beforeDate }: OrderFilter) => ({
  ...(customerId ? { customerId } : {}),
  ...(ownerId ? { ownerId } : {}),
  ...(teamId ? { teamPath: teamId } : {}),
  ...(fromDate || beforeDate
    ? { orderDate: { ...(fromDate ? { $gte: fromDate } : {}), ...(beforeDate ? { $lt: beforeDate } : {}) } }
    : {}),
});

/** Every condition that says something. */
function all(...parts: Record<string, unknown>[]): Record<string, unknown> {
  const some = parts.filter((part) => Object.keys(part).length > 0);
  return some.length > 0 ? { $and: some } : {};
}
