import {
  AggregateStore,
  decodePageToken,
  encodePageToken,
  type PendingHint,
  pageSize,
  retryStore,
} from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Product } from '../domain/product';
import type { ProductDoc } from './models';

export interface ProductQuery {
  pageSize: number;
  pageToken: string;
  orderableOnly: boolean;
  caller: string;
}

/** All access to the catalogue. */
export class ProductRepository {
  readonly store: AggregateStore<Product>;

  constructor(
    private readonly model: Model<ProductDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('product', model, hint);
  }

  /** The products named, by article number. */
  async named(ids: string[]): Promise<Map<string, ProductDoc>> {
    const docs = await this.store.findMany([...new Set(ids)]);
    return new Map(docs.map((doc) => [doc._id, doc]));
  }

  async list(query: ProductQuery): Promise<{ docs: ProductDoc[]; nextPageToken: string }> {
    const { orderableOnly, caller } = query;
    const binding = ['products', orderableOnly, caller];
    const key = decodePageToken(binding, query.pageToken, ['text']);
    const size = pageSize(query.pageSize, 50, 200);
    const filter = { ...(orderableOnly ? { discontinued: false } : {}), ...(key ? { _id: { $gt: key[0] } } : {}) };
    const docs = await retryStore(() =>
      this.model
        .find(filter as never)
        .sort({ _id: 1 })
        .limit(size + 1)
        .lean<ProductDoc[]>()
        .exec(),
    );
    const last = docs.length > size ? docs[size - 1] : undefined;
    return { docs: docs.slice(0, size), nextPageToken: last ? encodePageToken(binding, [last._id]) : '' };
  }
}
