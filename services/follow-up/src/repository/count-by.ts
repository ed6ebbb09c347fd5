import { retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';

// biome-ignore lint/suspicious/noExplicitAny: the filter is checked by the callers, which know the document.
type AnyModel = Model<any>;

/** Counts documents by a field; without values all together, under the empty one. */
export async function countBy(
  model: AnyModel,
  filter: Record<string, unknown>,
  field: string,
  values: string[],
): Promise<Map<string, number>> {
  if (values.length === 0) return new Map([['', await retryStore(() => model.countDocuments(filter as never).exec())]]);
  return groupBy(model, { ...filter, [field]: { $in: values } }, field, values.length);
}

/** Counts documents by a field, at most `limit` values of it. */
export async function groupBy(
  model: AnyModel,
  filter: Record<string, unknown>,
  field: string,
  limit: number,
): Promise<Map<string, number>> {
  const groups = await retryStore(() =>
    model
      .aggregate<{ _id: string; count: number }>([
        { $match: filter },
        { $group: { _id: `$${field}`, count: { $sum: 1 } } },
        { $limit: limit },
      ])
      .exec(),
  );
  return new Map(groups.map(({ _id, count }) => [_id, count]));
}
