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

  /** Leads in a pool that fit the filter, longest waiting first. */
  async pageOfPool(
    scope: AccessScope,
    { poolId, ...filter }: PoolFilter,
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
        .find({ poolId, closedAs: '', ...wanted(filter), $and: [visible, later] } as never)
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
  pageOfOwned = (afterLeadId: string, limit: number) =>
    this.byId({ ownerId: { $ne: '' }, closedAs: '' }, afterLeadId, limit, {
      revision: 1,
      ownerId: 1,
      closedAs: 1,
      poolId: 1,
      'decision.kind': 1,
      'decision.ownerId': 1,
      'decision.cycle': 1,
      'decision.time': 1,
    });

  /** Open leads without an owner, by id: what pools are compared with. */
  pageOfUnowned = (afterLeadId: string, limit: number) =>
    this.byId({ ownerId: '', closedAs: '' }, afterLeadId, limit, { teamId: 1, poolId: 1, cycle: 1, ownerId: 1 });

  /** Open leads of a team that have an owner, by id: their plans change with the team's pools. */
  pageOfTeam = (teamId: string, afterLeadId: string, limit: number) =>
    this.byId({ teamId, ownerId: { $ne: '' }, closedAs: '' }, afterLeadId, limit);

  /** Open leads in a pool, by id: for what concerns all of them. */
  allOfPool = (poolId: string, afterLeadId: string, limit: number) =>
    this.byId({ poolId, closedAs: '' }, afterLeadId, limit);

  private async byId(
    filter: Record<string, unknown>,
    afterLeadId: string,
    limit: number,
    fields: Record<string, 1> = {},
  ): Promise<LeadOwnershipDoc[]> {
    return retryStore(() =>
      this.model
        .find({ ...filter, ...(afterLeadId ? { _id: { $gt: afterLeadId } } : {}) } as never, fields)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<LeadOwnershipDoc[]>()
        .exec(),
    );
  }
}

/** Which leads of a pool; what is empty says nothing. */
export interface PoolFilter {
  poolId: string;
  region?: string;
  industry?: string;
  valueLevel?: string;
  reason?: string;
}

const wanted = ({ region = '', industry = '', valueLevel = '', reason = '' }: Omit<PoolFilter, 'poolId'>) =>
  Object.fromEntries(
    [
      ['attributes.region', region],
      ['attributes.industry', industry],
      ['attributes.valueLevel', valueLevel],
      ['poolReason', reason],
    ].filter(([, value]) => value !== ''),
  );
