import { type AccessScope, AggregateStore, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Team } from '../domain/team';
import type { TeamDoc } from './models';

/** Teams. Everybody signed in may read them, so reads take no scope, except where a list depends on the caller. */
export class TeamRepository {
  readonly store: AggregateStore<Team>;

  constructor(
    private readonly model: Model<TeamDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore<Team>('team', model, hint);
  }

  find = (id: string) => this.store.find(id);
  findMany = (ids: string[]) => this.store.findMany(ids);

  async findByCommand(commandKey: string): Promise<TeamDoc | null> {
    return retryStore(() => this.model.findOne({ commandKey }).lean<TeamDoc>().exec());
  }

  async page(afterId: string, limit: number): Promise<TeamDoc[]> {
    return this.list(afterId ? { _id: { $gt: afterId } } : {}, limit);
  }

  /** Teams whose pools the caller may see, by id. */
  async inScope(scope: AccessScope, limit: number): Promise<TeamDoc[]> {
    switch (scope.kind) {
      case 'none':
        return [];
      case 'all':
        return this.list({}, limit);
      case 'team':
        return this.list({ path: scope.teamId }, limit);
      case 'own':
        return scope.teamId === '' ? [] : this.list({ _id: scope.teamId }, 1);
    }
  }

  async count(limit: number): Promise<number> {
    return retryStore(() => this.model.countDocuments({}, { limit }).exec());
  }

  /** The root team that was created first; null while there is no team. */
  async oldestRoot(): Promise<TeamDoc | null> {
    return retryStore(() =>
      this.model.findOne({ parentId: '' }).sort({ createTime: 1, _id: 1 }).lean<TeamDoc>().exec(),
    );
  }

  private list(filter: Record<string, unknown>, limit: number): Promise<TeamDoc[]> {
    return retryStore(() =>
      this.model
        .find(filter as never)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<TeamDoc[]>()
        .exec(),
    );
  }
}
