import { customer as proto } from '@fairlead/proto';
import {
  type AccessScope,
  AggregateStore,
  afterKey,
  backoff,
  classifyStoreError,
  decodePageToken,
  encodePageToken,
  inScope,
  notFound,
  type PendingHint,
  pageSize,
  retryStore,
  scopeFilter,
} from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Customer } from '../domain/customer';
import type { CustomerDoc } from './models';

type Order = [string, 1 | -1][];

export const ORDERS: Record<string, Order> = {
  'update_time desc': [
    ['updateTime', -1],
    ['_id', 1],
  ],
  'create_time desc': [
    ['createTime', -1],
    ['_id', 1],
  ],
  display_name: [
    ['displayName', 1],
    ['_id', 1],
  ],
};

/** All access to customer documents. */
export class CustomerRepository {
  readonly store: AggregateStore<Customer>;

  constructor(
    private readonly model: Model<CustomerDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('customer', model, hint);
  }

  /** The customer, when it exists and is in scope; NOT_FOUND otherwise. */
  async get(id: string, scope: AccessScope): Promise<CustomerDoc> {
    const doc = await this.store.find(id);
    if (!doc || !isVisible(doc, scope)) throw notFound('customer', id);
    return doc;
  }

  /** Those that exist and are in scope, in the order asked. */
  async getMany(ids: string[], scope: AccessScope): Promise<CustomerDoc[]> {
    const found = new Map((await this.store.findMany([...new Set(ids)])).map((doc) => [doc._id, doc]));
    return ids.flatMap((id) => {
      const doc = found.get(id);
      return doc && isVisible(doc, scope) ? [doc] : [];
    });
  }

  async list(
    request: proto.ListCustomersRequest,
    filter: Record<string, unknown>,
    scope: AccessScope,
    caller: string,
  ): Promise<{ docs: CustomerDoc[]; nextPageToken: string }> {
    const scoped = scopeFilter(scope, 'ownership.');
    if (scoped === null) return { docs: [], nextPageToken: '' };
    const orderBy = request.orderBy || 'update_time desc';
    const order = ORDERS[orderBy] as Order;
    const binding = ['customers', orderBy, filter, caller];
    const key = decodePageToken(binding, request.pageToken, [orderBy === 'display_name' ? 'text' : 'time', 'text']);
    const size = pageSize(request.pageSize, 50, 200);
    const conditions = [scoped, filter, { tombstone: { $exists: false } }];
    if (key) {
      const first = orderBy === 'display_name' ? key[0] : new Date(key[0] as number);
      conditions.push(afterKey(order, [first, key[1]]));
    }
    const docs = await retryStore(() =>
      this.model
        .find({ $and: conditions.filter((condition) => Object.keys(condition).length > 0) } as never)
        .sort(Object.fromEntries(order))
        .limit(size + 1)
        .lean<CustomerDoc[]>()
        .exec(),
    );
    const last = docs.length > size ? docs[size - 1] : undefined;
    if (!last) return { docs, nextPageToken: '' };
    const first =
      orderBy === 'display_name'
        ? last.displayName
        : (order[0]?.[0] === 'createTime' ? last.createTime : last.updateTime).getTime();
    return { docs: docs.slice(0, size), nextPageToken: encodePageToken(binding, [first, last._id]) };
  }

  /** How many customers with an owner stand in a stage; `types`: only these, empty: all. For admins. */
  async countInStage(stage: proto.Stage, types: proto.CustomerType[]): Promise<number> {
    const filter = {
      stage,
      state: { $ne: proto.CustomerState.CUSTOMER_STATE_LOST },
      'ownership.ownerId': { $gt: '' },
      tombstone: { $exists: false },
      ...(types.length > 0 ? { type: { $in: types } } : {}),
    };
    return retryStore(() => this.model.countDocuments(filter as never).exec());
  }

  /**
   * Every customer there is, in pages; for read models only, never for an answer to a person. One pass over the records:
   * an engine without an order by id reads all of them for each query. Goes on behind the last page when the store was away.
   */
  async *everyone(pageSize: number): AsyncGenerator<CustomerDoc[]> {
    let after = '';
    for (let attempt = 1; ; attempt += 1) {
      try {
        for await (const page of this.pagesAfter(after, pageSize)) {
          yield page.filter((doc) => !doc.tombstone);
          after = page.at(-1)?._id ?? after;
          attempt = 1;
        }
        return;
      } catch (error) {
        if (classifyStoreError(error) === 'other') throw error;
        await backoff(attempt);
      }
    }
  }

  private async *pagesAfter(after: string, pageSize: number): AsyncGenerator<CustomerDoc[]> {
    let page: CustomerDoc[] = [];
    const cursor = this.model
      .find({ _id: { $gt: after } } as never, { requests: 0, pending: 0, creation: 0 })
      .sort({ _id: 1 })
      .lean<CustomerDoc>()
      .cursor({ batchSize: pageSize });
    for await (const doc of cursor) {
      page.push(doc as unknown as CustomerDoc);
      if (page.length < pageSize) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }

  /** Which of these customers exist, and which ids are barred because their creation was given up. */
  async fates(ids: string[]): Promise<{ existing: Set<string>; barred: Set<string> }> {
    // By the id alone: that is served by key on every engine.
    const found = await retryStore(() =>
      this.model
        .find({ _id: { $in: ids } } as never, { tombstone: 1 })
        .lean<{ _id: string; tombstone?: boolean }[]>()
        .exec(),
    );
    const of = (barred: boolean) => new Set(found.filter((doc) => !!doc.tombstone === barred).map(({ _id }) => _id));
    return { existing: of(false), barred: of(true) };
  }

  /** Which of these ids are in scope. */
  async visibleIds(ids: string[], scope: AccessScope): Promise<Set<string>> {
    return new Set((await this.getMany(ids, scope)).map((doc) => doc._id));
  }
}

export const isVisible = (doc: CustomerDoc, scope: AccessScope) =>
  !doc.tombstone && inScope(scope, { ...doc.ownership, createdBy: doc.createdBy });
