import type { Model } from 'mongoose';
import { type AccessScope, scopeFilter } from '../auth/access-scope';
import { afterKey, decodePageToken, encodePageToken, pageSize } from '../paging/page-token';
import { retryStore } from './store-errors';

export interface ScopedList {
  /** Name of the list, part of what a page token is bound to. */
  name: string;
  filter: Record<string, unknown>;
  /** Date field that the list is sorted by; the id breaks ties in the same direction. */
  sortBy: string;
  direction: 1 | -1;
  pageSize: number;
  pageToken: string;
  /** `sub` of the caller. */
  caller: string;
}

/** Filter for a due time from `after` (inclusive) to `before` (exclusive); an open end is undefined. */
export const dueWithin = (after: Date | undefined, before: Date | undefined): Record<string, unknown> =>
  after || before ? { dueTime: { ...(after ? { $gte: after } : {}), ...(before ? { $lt: before } : {}) } } : {};

/** One page of the documents in scope. */
export async function listInScope<D extends { _id: string }>(
  // biome-ignore lint/suspicious/noExplicitAny: the filter is checked by the callers, which know the document.
  model: Model<any>,
  scope: AccessScope,
  list: ScopedList,
): Promise<{ docs: D[]; nextPageToken: string }> {
  const { name, filter, sortBy, direction, caller } = list;
  const binding = [name, filter, sortBy, direction, caller];
  const key = decodePageToken(binding, list.pageToken, ['time', 'text']);
  const size = pageSize(list.pageSize, 50, 200);
  const scoped = scopeFilter(scope);
  if (scoped === null) return { docs: [], nextPageToken: '' };
  const conditions = [scoped, filter];
  if (key) {
    const order: [string, 1 | -1][] = [
      [sortBy, direction],
      ['_id', direction],
    ];
    conditions.push(afterKey(order, [new Date(key[0]), key[1]]));
  }
  const parts = conditions.filter((condition) => Object.keys(condition).length > 0);
  const docs = await retryStore(() =>
    model
      .find((parts.length > 0 ? { $and: parts } : {}) as never)
      .sort({ [sortBy]: direction, _id: direction })
      .limit(size + 1)
      .lean<D[]>()
      .exec(),
  );
  const last = docs.length > size ? docs[size - 1] : undefined;
  if (!last) return { docs, nextPageToken: '' };
  const sorted = (last as unknown as Record<string, Date>)[sortBy] as Date;
  return { docs: docs.slice(0, size), nextPageToken: encodePageToken(binding, [sorted.getTime(), last._id]) };
}
