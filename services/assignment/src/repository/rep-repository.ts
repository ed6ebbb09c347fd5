import { AggregateStore, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Rep } from '../domain/rep';
import type { RepDoc } from './models';

/** Reps. Everybody signed in may read them, so reads take no scope. */
export class RepRepository {
  readonly store: AggregateStore<Rep>;

  constructor(
    private readonly model: Model<RepDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore<Rep>('rep', model, hint);
  }

  find = (id: string) => this.store.find(id);
  findMany = (ids: string[]) => this.store.findMany(ids);

  async findByCommand(commandKey: string): Promise<RepDoc | null> {
    return retryStore(() => this.model.findOne({ commandKey }).lean<RepDoc>().exec());
  }

  async page(teamId: string, afterId: string, limit: number): Promise<RepDoc[]> {
    return this.list({ ...(teamId ? { teamId } : {}), ...(afterId ? { _id: { $gt: afterId } } : {}) }, limit);
  }

  async ofTeams(teamIds: string[], limit: number): Promise<RepDoc[]> {
    return this.list({ teamId: { $in: teamIds } }, limit);
  }

  private list(filter: Record<string, unknown>, limit: number): Promise<RepDoc[]> {
    return retryStore(() =>
      this.model
        .find(filter as never)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<RepDoc[]>()
        .exec(),
    );
  }
}
