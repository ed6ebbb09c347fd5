import {
  type AccessScope,
  AggregateStore,
  afterKey,
  inScope,
  type PendingHint,
  retryStore,
  scopeFilter,
} from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { LeadOwnership } from '../domain/ownership';
import type { LeadOwnershipDoc } from './models';

/** Ownerships of leads. What people read goes through a scope; `find` is for rules and commands only. */
export class OwnershipRepository {
  readonly store: AggregateStore<LeadOwnership>;

  constructor(
    private readonly model: Model<LeadOwnershipDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore<LeadOwnership>('lead', model, hint);
  }

  find = (leadId: string) => this.store.find(leadId);
  findMany = (leadIds: string[]) => this.store.findMany(leadIds);

  async findInScope(leadId: string, scope: AccessScope): Promise<LeadOwnershipDoc | null> {
    const found = await this.find(leadId);
    return found && inScope(scope, found) ? found : null;
  }

  /** Which of these leads the caller may see. */
  async visibleIds(leadIds: string[], scope: AccessScope): Promise<Set<string>> {
    const found = await this.findMany([...new Set(leadIds)]);
    return new Set(found.filter((ownership) => inScope(scope, ownership)).map(({ _id }) => _id));
  }

  /** Leads in a pool, longest waiting first. */
  async pageOfPool(
    scope: AccessScope,
    poolId: string,
    after: { pooledAt: Date; leadId: string } | undefined,
    limit: number,
  ): Promise<LeadOwnershipDoc[]> {
    const visible = scopeFilter(scope);
    if (!visible) return [];
    const later = after
      ? afterKey(
          [
            ['pooledAt', 1],
            ['_id', 1],
          ],
          [after.pooledAt, after.leadId],
        )
      : {};
    return retryStore(() =>
      this.model
        .find({ poolId, closedAs: '', $and: [visible, later] } as never)
        .sort({ pooledAt: 1, _id: 1 })
        .limit(limit)
        .lean<LeadOwnershipDoc[]>()
        .exec(),
    );
  }

  /** Everything that a rep owns, leads that are over too, by id. */
  async pageOfOwner(ownerId: string, afterLeadId: string, limit: number): Promise<LeadOwnershipDoc[]> {
    return retryStore(() =>
      this.model
        .find({ ownerId, ...(afterLeadId ? { _id: { $gt: afterLeadId } } : {}) } as never)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<LeadOwnershipDoc[]>()
        .exec(),
    );
  }

  async countOfPool(poolId: string, limit: number): Promise<number> {
    return retryStore(() => this.model.countDocuments({ poolId, closedAs: '' } as never, { limit }).exec());
  }

  /** Open leads that have an owner, by id: what holdings are compared with. */
  async pageOfOwned(afterLeadId: string, limit: number): Promise<LeadOwnershipDoc[]> {
    const filter = { ownerId: { $ne: '' }, closedAs: '', ...(afterLeadId ? { _id: { $gt: afterLeadId } } : {}) };
    return retryStore(() =>
      this.model
        .find(filter as never, { revision: 1, ownerId: 1, closedAs: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<LeadOwnershipDoc[]>()
        .exec(),
    );
  }
}
