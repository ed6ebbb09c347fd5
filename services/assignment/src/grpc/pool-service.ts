import { assignment as proto } from '@fairlead/proto';
import {
  type AccessScope,
  type CallerContext,
  commandCall,
  decodePageToken,
  encodePageToken,
  Faults,
  type MethodAccess,
  notFound,
  pageSize,
  scopeOf,
} from '@fairlead/service-kit';
import { claimLead } from '../application/claim-lead';
import type { OwnershipDeps } from '../application/ownership-deps';
import { MAX_TEAMS, poolIdOf, teamIdOfPool } from '../domain/team';
import type { TeamDoc } from '../repository/models';
import { OWNERSHIP_REPLY, toLeadOwnership } from './assignment-messages';

export const POOL_ACCESS: MethodAccess = {
  ListPools: 'any',
  ListPoolLeads: 'any',
  ClaimLead: ['rep', 'manager', 'admin'],
};

const MAX_COUNTED = 10_000;
/** Counts that run at once: on a store without indexes each one is a scan. */
const PARALLEL_COUNTS = 8;

/** Public pools over gRPC. */
export class PoolGrpc implements proto.PoolServiceImplementation<CallerContext> {
  constructor(private readonly deps: OwnershipDeps) {}

  async listPools(_request: proto.ListPoolsRequest, { principal }: CallerContext): Promise<proto.ListPoolsResponse> {
    const teams = await this.deps.teams.inScope(scopeOf(principal), MAX_TEAMS);
    const pools: proto.Pool[] = [];
    for (let start = 0; start < teams.length; start += PARALLEL_COUNTS) {
      pools.push(...(await Promise.all(teams.slice(start, start + PARALLEL_COUNTS).map((team) => this.toPool(team)))));
    }
    return { pools };
  }

  async listPoolLeads(
    request: proto.ListPoolLeadsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListPoolLeadsResponse> {
    const { poolId } = request;
    const size = pageSize(request.pageSize, 50, 200);
    const binding = ['pool-leads', poolId, principal.sub];
    const key = decodePageToken(binding, request.pageToken);
    const scope = scopeOf(principal);
    await this.requireVisible(poolId, scope);
    const after = key && { pooledAt: new Date(Number(key[0])), leadId: String(key[1]) };
    const found = await this.deps.ownerships.pageOfPool(scope, poolId, after, size + 1);
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

  private async toPool(team: TeamDoc): Promise<proto.Pool> {
    const id = poolIdOf(team._id);
    const leadCount = await this.deps.ownerships.countOfPool(id, MAX_COUNTED);
    return { name: `pools/${id}`, id, teamId: team._id, leadCount };
  }

  /** A pool that is out of scope looks like one that does not exist. */
  private async requireVisible(poolId: string, scope: AccessScope): Promise<void> {
    const team = await this.deps.teams.find(teamIdOfPool(poolId));
    const visible =
      team !== null &&
      (scope.kind === 'all' ||
        (scope.kind === 'team' && team.path.includes(scope.teamId)) ||
        (scope.kind === 'own' && team._id === scope.teamId));
    if (!visible) throw notFound('pool', poolId);
  }
}
