import { type AccessScope, AggregateStore, type PendingHint, retryStore, unavailable } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Team } from '../domain/team';
import type { TeamDoc } from './models';

/** Teams. Everybody signed in may read them, so reads take no scope, except where a list depends on the caller. */
export class TeamRepository {
  readonly store: AggregateStore<Team>;
  private readonly paths = new Map<string, string[]>();

  constructor(
    private readonly model: Model<TeamDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore<Team>('team', model, hint);
  }

  find = (id: string) => this.store.find(id);
  findMany = (ids: string[]) => this.store.findMany(ids);

  /** The team and those above it, root first. Paths never change, so they are read once. */
  async pathOf(teamId: string): Promise<string[]> {
    const kept = this.paths.get(teamId);
    if (kept) return kept;
    const team = await this.find(teamId);
    if (!team) throw unavailable('TEAM_MISSING', `There is no team ${teamId}.`);
    this.paths.set(teamId, team.path);
    return team.path;
  }

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
