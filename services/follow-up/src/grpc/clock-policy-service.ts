import { followup as proto } from '@fairlead/proto';
import { type CallerContext, commandCall, type MethodAccess, STAFF } from '@fairlead/service-kit';
import { createPolicy } from '../application/create-policy';
import { type PublishDeps, publish } from '../application/publish';
import { POLICY_REPLY, toPolicy } from './messages';
import { pageVersioned } from './page-versioned';
import { knowsCalendar, parseNewPolicy, parsePolicyUpdate } from './policy-requests';

export const CLOCK_POLICY_ACCESS: MethodAccess = {
  CreateClockPolicy: ['admin'],
  GetClockPolicy: STAFF,
  ListClockPolicies: STAFF,
  UpdateClockPolicy: ['admin'],
};

/** Clock policies over gRPC. */
export class ClockPolicyGrpc implements proto.ClockPolicyServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: PublishDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async createClockPolicy(request: proto.CreateClockPolicyRequest, context: CallerContext): Promise<proto.ClockPolicy> {
    const { id, values } = parseNewPolicy(request, await knowsCalendar(this.deps, request.policy));
    const codec = proto.CreateClockPolicyRequest;
    const call = commandCall(context, 'CreateClockPolicy', codec, request, POLICY_REPLY, this.clock());
    return createPolicy(this.deps, id, values, call);
  }

  async getClockPolicy({ policyId }: proto.GetClockPolicyRequest): Promise<proto.ClockPolicy> {
    return toPolicy(await this.deps.policies.get(policyId));
  }

  async listClockPolicies(
    request: proto.ListClockPoliciesRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListClockPoliciesResponse> {
    const { docs, nextPageToken } = await pageVersioned(this.deps.policies, request, principal.sub);
    return { policies: docs.map(toPolicy), nextPageToken };
  }

  async updateClockPolicy(request: proto.UpdateClockPolicyRequest, context: CallerContext): Promise<proto.ClockPolicy> {
    const { id, etag, decide } = parsePolicyUpdate(request, await knowsCalendar(this.deps, request.policy));
    const codec = proto.UpdateClockPolicyRequest;
    const call = commandCall(context, 'UpdateClockPolicy', codec, request, POLICY_REPLY, this.clock());
    const { apply } = request;
    return publish(this.deps, { target: 'policy', id, etag, decide, apply }, call);
  }
}
