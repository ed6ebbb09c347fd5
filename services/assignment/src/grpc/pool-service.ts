import { assignment as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandCall,
  decodePageToken,
  encodePageToken,
  Faults,
  type MethodAccess,
  notFound,
  pageSize,
  STAFF,
  scopeOf,
} from '@fairlead/service-kit';
import { claimLead } from '../application/claim-lead';
import { closePool } from '../application/close-pool';
import { createPool } from '../application/create-pool';
import { moveToPool } from '../application/move-to-pool';
import type { OwnershipDeps } from '../application/ownership-deps';
import { returnLead } from '../application/recycle-lead';
import { allowanceOf, type SeenPool, seePool, seePools, type Visitor, visitorOf } from '../application/see-pools';
import { updatePool } from '../application/update-pool';
import { type Stay, stayOf } from '../domain/stay';
import type { LeadOwnershipDoc } from '../repository/models';
import { OWNERSHIP_REPLY, toLeadOwnership } from './assignment-messages';
import { POOL_REPLY, toPool, toStay } from './pool-messages';
import { checkClosing, checkMove, checkReturn, parseNewPool, parsePoolFilter, parsePoolUpdate } from './pool-requests';

export const POOL_ACCESS: MethodAccess = {
  CreatePool: ['manager', 'admin'],
  GetPool: STAFF,
  UpdatePool: ['manager', 'admin'],
  ClosePool: ['manager', 'admin'],
  ListPools: 'any',
  // A partner finds nothing in pools, whoever may claim there.
  ListPoolLeads: STAFF,
  ClaimLead: ['rep', 'manager', 'admin'],
  ReturnLead: ['rep', 'manager', 'admin'],
  MoveToPool: ['manager', 'admin'],
  // It names reps.
  ListOwnershipHistory: STAFF,
};

const MAX_COUNTED = 10_000;
/** Counts that run at once: on a store without indexes each one is a scan. */
const PARALLEL_COUNTS = 8;

/** Public pools over gRPC. */
export class PoolGrpc implements proto.PoolServiceImplementation<CallerContext> {
  constructor(private readonly deps: OwnershipDeps) {}

  async createPool(request: proto.CreatePoolRequest, context: CallerContext): Promise<proto.Pool> {
    const pool = parseNewPool(request);
    const call = commandCall(context, 'CreatePool', proto.CreatePoolRequest, request, POOL_REPLY);
    return createPool(this.deps, pool, call);
  }

  async getPool({ poolId }: proto.GetPoolRequest, { principal }: CallerContext): Promise<proto.Pool> {
    const seen = await seePool(this.deps, poolId, principal);
    return this.whole(seen, await visitorOf(this.deps, principal));
  }

  async updatePool(request: proto.UpdatePoolRequest, context: CallerContext): Promise<proto.Pool> {
    const update = parsePoolUpdate(request);
    await seePool(this.deps, update.id, context.principal);
    const call = commandCall(context, 'UpdatePool', proto.UpdatePoolRequest, request, POOL_REPLY);
    return updatePool(this.deps, update, call);
  }

  async closePool(request: proto.ClosePoolRequest, context: CallerContext): Promise<proto.Pool> {
    checkClosing(request);
    await seePool(this.deps, request.poolId, context.principal);
    const call = commandCall(context, 'ClosePool', proto.ClosePoolRequest, request, POOL_REPLY);
    return closePool(this.deps, request, call);
  }

  async listPools(_request: proto.ListPoolsRequest, { principal }: CallerContext): Promise<proto.ListPoolsResponse> {
    const visitor = await visitorOf(this.deps, principal);
    const seen = await seePools(this.deps, principal, visitor);
    const pools: proto.Pool[] = [];
    for (let start = 0; start < seen.length; start += PARALLEL_COUNTS) {
      const slice = seen.slice(start, start + PARALLEL_COUNTS);
      pools.push(...(await Promise.all(slice.map((each) => this.whole(each, visitor)))));
    }
    return { pools };
  }

  async listPoolLeads(
    request: proto.ListPoolLeadsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListPoolLeadsResponse> {
    const filter = parsePoolFilter(request);
    const size = pageSize(request.pageSize, 50, 200);
    const binding = ['pool-leads', filter, principal.sub];
    const key = decodePageToken(binding, request.pageToken, ['time', 'text']);
    const { scope } = await seePool(this.deps, filter.poolId, principal);
    const after = key && { pooledAt: new Date(Number(key[0])), leadId: String(key[1]) };
    const found = await this.deps.ownerships.pageOfPool(scope, filter, after, size + 1);
    const page = found.slice(0, size);
    const last = page.at(-1);
    const nextPageToken =
      found.length > size && last ? encodePageToken(binding, [last.pooledAt?.getTime() ?? 0, last._id]) : '';
    return { leads: page.map(toLeadOwnership), nextPageToken };
  }

  async claimLead(request: proto.ClaimLeadRequest, context: CallerContext): Promise<proto.LeadOwnership> {
    const { leadId, repId, requestId } = request;
    const faults = new Faults().uuid('request_id', requestId).uuid('lead_id', leadId);
    if (repId !== '') faults.slug('rep_id', repId);
    faults.throwIfAny();
    const call = commandCall(context, 'ClaimLead', proto.ClaimLeadRequest, request, OWNERSHIP_REPLY);
    return claimLead(this.deps, { leadId, repId }, call);
  }

  async returnLead(request: proto.ReturnLeadRequest, context: CallerContext): Promise<proto.LeadOwnership> {
    checkReturn(request);
    const { leadId, cycle, reason } = request;
    const call = commandCall(context, 'ReturnLead', proto.ReturnLeadRequest, request, OWNERSHIP_REPLY);
    return returnLead(this.deps, { leadId, cycle, note: reason.trim() }, call);
  }

  async moveToPool(request: proto.MoveToPoolRequest, context: CallerContext): Promise<proto.LeadOwnership> {
    checkMove(request);
    const { leadId, poolId, reason, etag } = request;
    const call = commandCall(context, 'MoveToPool', proto.MoveToPoolRequest, request, OWNERSHIP_REPLY);
    return moveToPool(this.deps, { leadId, poolId, note: reason.trim(), etag }, call);
  }

  async listOwnershipHistory(
    request: proto.ListOwnershipHistoryRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListOwnershipHistoryResponse> {
    const { leadId } = request;
    new Faults().uuid('lead_id', leadId).throwIfAny();
    const size = pageSize(request.pageSize, 50, 200);
    const binding = ['ownership-history', leadId, principal.sub];
    const ownership = await this.deps.ownerships.findInScope(leadId, scopeOf(principal));
    const present = ownership && stayOf(ownership);
    if (!ownership || !present) throw notFound('lead', leadId);
    const [before = present.number + 1] = decodePageToken(binding, request.pageToken, ['number']) ?? [];
    const newest = Math.min(Number(before) - 1, present.number);
    const oldest = Math.max(1, newest - size + 1);
    const stays = await this.stays(ownership, present, oldest, newest);
    return {
      stays: stays.map(({ stay, next }) => toStay(stay, next)),
      nextPageToken: oldest > 1 ? encodePageToken(binding, [oldest]) : '',
    };
  }

  /** Stays of these numbers, newest first, each with the one after it. */
  private async stays({ _id: leadId }: LeadOwnershipDoc, present: Stay, oldest: number, newest: number) {
    const numbers = Array.from({ length: Math.max(0, newest - oldest + 2) }, (_, index) => oldest + index);
    const known = new Map<number, Stay>([[present.number, present]]);
    for (const stay of await this.deps.stays.findMany(leadId, numbers)) known.set(stay.number, stay);
    return numbers
      .slice(0, -1)
      .reverse()
      .flatMap((number) => {
        const stay = known.get(number);
        return stay ? [{ stay, next: known.get(number + 1) }] : [];
      });
  }

  private async whole(seen: SeenPool, visitor: Visitor | undefined): Promise<proto.Pool> {
    const [leadCount, allowance] = await Promise.all([
      this.deps.ownerships.countOfPool(seen.pool._id, MAX_COUNTED),
      allowanceOf(this.deps, seen, visitor, new Date()),
    ]);
    return toPool(seen.pool, leadCount, allowance);
  }
}
