import { type AccessScope, AggregateStore, afterKey, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { type Handover, type HandoverState, UNDER_WAY } from '../domain/handover';
import type { HandoverDoc } from './models';

export interface HandoverQuery {
  fromRepId: string;
  state?: HandoverState;
  underWay: boolean;
}

/** Handovers. What people read goes through a scope. */
export class HandoverRepository {
  readonly store: AggregateStore<Handover>;

  constructor(
    private readonly model: Model<HandoverDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore<Handover>('handover', model, hint);
  }

  find = (id: string) => this.store.find(id);
  findMany = (ids: string[]) => this.store.findMany(ids);

  async findInScope(id: string, scope: AccessScope): Promise<HandoverDoc | null> {
    const found = await this.find(id);
    return found && concerns(found, scope) ? found : null;
  }

  /** Newest first. */
  async page(
    { fromRepId, state, underWay }: HandoverQuery,
    scope: AccessScope,
    after: { createTime: Date; id: string } | undefined,
    limit: number,
  ): Promise<HandoverDoc[]> {
    const visible = concernedFilter(scope);
    if (!visible) return [];
    const states = UNDER_WAY.filter((each) => !state || each === state);
    const conditions = [
      visible,
      fromRepId ? { fromRepId } : {},
      underWay ? { state: { $in: states } } : state ? { state } : {},
      after
        ? afterKey(
            [
              ['createTime', -1],
              ['_id', -1],
            ],
            [after.createTime, after.id],
          )
        : {},
    ].filter((condition) => Object.keys(condition).length > 0);
    return retryStore(() =>
      this.model
        .find((conditions.length > 0 ? { $and: conditions } : {}) as never)
        .sort({ createTime: -1, _id: -1 })
        .limit(limit)
        .lean<HandoverDoc[]>()
        .exec(),
    );
  }
}

/** The leaver, the receivers once it runs, managers of the leaver's tree, and whoever sees everything. */
export function concerns(handover: Handover, scope: AccessScope): boolean {
  if (scope.kind === 'all') return true;
  if (scope.kind === 'none') return false;
  const repId = scope.repId ?? '';
  if (repId !== '' && (handover.fromRepId === repId || handover.receiverIds.includes(repId))) return true;
  return scope.kind === 'team' && handover.teamPath.includes(scope.teamId);
}

/** The same rule as a store filter; null: nothing. */
function concernedFilter(scope: AccessScope): Record<string, unknown> | null {
  if (scope.kind === 'all') return {};
  if (scope.kind === 'none') return null;
  const own = scope.repId ? [{ fromRepId: scope.repId }, { receiverIds: scope.repId }] : [];
  return { $or: [...own, ...(scope.kind === 'team' ? [{ teamPath: scope.teamId }] : [])] };
}
