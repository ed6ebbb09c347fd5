import { customer as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandOf,
  Faults,
  type MethodAccess,
  STAFF,
  scopeOf,
  staleEtag,
} from '@fairlead/service-kit';
import { findDuplicates } from '../application/find-duplicates';
import type { KeyDeps } from '../application/reserve-keys';
import { isVisible } from '../repository/customer-repository';
import { MATCH_POLICY } from '../repository/match-policies';
import type { MatchPolicyDoc } from '../repository/models';
import { toProto } from './customer-mapper';

export const MATCH_ACCESS: MethodAccess = {
  GetMatchPolicy: STAFF,
  UpdateMatchPolicy: ['admin'],
  FindDuplicates: ['rep', 'manager', 'admin', 'service'],
};

const policyToProto = (doc: MatchPolicyDoc): proto.MatchPolicy => ({
  etag: String(doc.revision),
  updateTime: doc.updateTime,
  phone: doc.phone,
  email: doc.email,
  companyName: doc.companyName,
});
const policyReply = { codec: proto.MatchPolicy, of: policyToProto };
const NO_ACTION = [proto.MatchAction.MATCH_ACTION_UNSPECIFIED, proto.MatchAction.UNRECOGNIZED];

/** gRPC edge of match keys. */
export class MatchGrpc implements proto.MatchServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: KeyDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async getMatchPolicy(): Promise<proto.MatchPolicy> {
    return policyToProto(await this.deps.policies.read());
  }

  async updateMatchPolicy(
    request: proto.UpdateMatchPolicyRequest,
    { principal }: CallerContext,
  ): Promise<proto.MatchPolicy> {
    const { etag, phone, email, companyName } = request.policy ?? proto.MatchPolicy.create();
    const faults = new Faults().uuid('request_id', request.requestId);
    faults.check(etag !== '', 'policy.etag', 'is required');
    for (const [name, action] of Object.entries({ phone, email, company_name: companyName })) {
      faults.check(!NO_ACTION.includes(action), `policy.${name}`, 'must be allow, warn or block');
    }
    faults.throwIfAny();
    const outcome = await this.deps.policies.store.change(
      MATCH_POLICY,
      (doc) => {
        if (etag !== String(doc.revision)) throw staleEtag();
        const set = { phone, email, companyName };
        const fields = (Object.keys(set) as (keyof typeof set)[]).filter((field) => set[field] !== doc[field]);
        return {
          set,
          events: [{ type: 'crm.customer.match_policy.updated.v1', subject: MATCH_POLICY, data: { fields } }],
        };
      },
      { now: this.clock(), actor: principal.sub },
      commandOf(principal, 'UpdateMatchPolicy', proto.UpdateMatchPolicyRequest, request),
      policyReply,
    );
    await this.deps.policies.read();
    return outcome.reply;
  }

  async findDuplicates(
    { lead }: proto.FindDuplicatesRequest,
    { principal }: CallerContext,
  ): Promise<proto.FindDuplicatesResponse> {
    new Faults().check(lead !== undefined, 'lead', 'is required').throwIfAny();
    const scope = scopeOf(principal);
    const found = await findDuplicates(lead ?? proto.Customer.create(), this.deps);
    return {
      duplicates: found.map(({ field, action, holder }) => ({
        field,
        action,
        customer: isVisible(holder, scope) ? toProto(holder, scope) : undefined,
      })),
    };
  }
}
