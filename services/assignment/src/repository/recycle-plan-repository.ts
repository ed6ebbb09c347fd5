import { AggregateStore, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { RecyclePlan } from '../domain/recycle-plan';
import type { RecyclePlanDoc } from './models';

/** When owned leads go back to their pools, by lead. No person reads them directly. */
export class RecyclePlanRepository {
  readonly store: AggregateStore<RecyclePlan>;

  constructor(
    private readonly model: Model<RecyclePlanDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore<RecyclePlan>('recycle plan', model, hint);
  }

  find = (leadId: string) => this.store.find(leadId);

  /** Plans for which something is to be done, longest due first, behind the one given. */
  async due(now: Date, after: RecyclePlanDoc | undefined, limit: number): Promise<RecyclePlanDoc[]> {
    const behind = after
      ? { $or: [{ dueAt: { $gt: after.dueAt, $lte: now } }, { dueAt: after.dueAt, _id: { $gt: after._id } }] }
      : { dueAt: { $lte: now } };
    return retryStore(() =>
      this.model
        .find(behind as never)
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .lean<RecyclePlanDoc[]>()
        .exec(),
    );
  }
}
