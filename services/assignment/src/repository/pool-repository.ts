import { AggregateStore, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Pool } from '../domain/pool';
import type { PoolDoc } from './models';

/** Pools that have a record. Whoever reads for a person has checked what the person may see. */
export class PoolRepository {
  readonly store: AggregateStore<Pool>;

  constructor(
    private readonly model: Model<PoolDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore<Pool>('pool', model, hint);
  }

  find = (id: string) => this.store.find(id);
  findMany = (ids: string[]) => this.store.findMany(ids);

  async findByCommand(commandKey: string): Promise<PoolDoc | null> {
    return retryStore(() => this.model.findOne({ commandKey }).lean<PoolDoc>().exec());
  }

  ofTeams = (teamIds: string[], limit: number) =>
    teamIds.length === 0 ? Promise.resolve([]) : this.list({ teamId: { $in: teamIds }, closed: false }, limit);

  open = (limit: number) => this.list({ closed: false }, limit);

  /** Closed pools by id, behind the one given. */
  closed = (afterId: string, limit: number) =>
    this.list({ closed: true, ...(afterId ? { _id: { $gt: afterId } } : {}) }, limit);

  async countOpen(limit: number): Promise<number> {
    return retryStore(() => this.model.countDocuments({ closed: false } as never, { limit }).exec());
  }

  private list(filter: Record<string, unknown>, limit: number): Promise<PoolDoc[]> {
    return retryStore(() =>
      this.model
        .find(filter as never)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<PoolDoc[]>()
        .exec(),
    );
  }
}
