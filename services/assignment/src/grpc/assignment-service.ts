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
import { assignLead } from '../application/assign-lead';
import { createRuleSet } from '../application/create-rule-set';
import { explainDecision, listCandidacies, repAskedAbout } from '../application/explain-decision';
import type { OwnershipDeps } from '../application/ownership-deps';
import { publishRuleSet } from '../application/publish-rule-set';
import { copyOf } from '../application/push-ownership';
import { recycleLead } from '../application/recycle-lead';
import { requireRuleWriter } from '../application/require-rule-writer';
import { takeOverCustomers } from '../application/take-over-customers';
import type { Decision } from '../domain/decision';
import type { LedgerDecision } from '../domain/ledger-entry';
import type { PoolReason } from '../domain/pool-reason';
import type { Ledger } from '../repository/ledger';
import type { LeadOwnershipDoc } from '../repository/models';
import { OWNERSHIP_REPLY, toDecision, toLeadOwnership, toRuleSet } from './assignment-messages';
import { toExplanation } from './decision-messages';
import { parseNewRuleSet } from './rule-set-requests';

const ruleReaders = ['admin', 'manager', 'operator', 'service'] as const;

export const ASSIGNMENT_ACCESS: MethodAccess = {
  CreateRuleSet: ['admin', 'manager'],
  PublishRuleSet: ['admin', 'manager'],
  GetRuleSet: ruleReaders,
  ListRuleSets: ruleReaders,
  // Decisions name every rep that was looked at.
  GetDecision: STAFF,
  ListDecisions: STAFF,
  ExplainDecision: STAFF,
  ListCandidacies: STAFF,
  GetOwnership: 'any',
  AssignLead: ['admin', 'manager'],
  RecycleLead: ['service', 'admin', 'manager', 'rep'],
  TakeOverCustomers: ['service'],
};

const MAX_TAKE_OVERS = 500;

const RECYCLE_REASONS: readonly string[] = ['first_contact_missed', 'returned', 'released'] satisfies PoolReason[];

/** Rules, decisions and ownership over gRPC. */
export class AssignmentGrpc implements proto.AssignmentServiceImplementation<CallerContext> {
  constructor(private readonly deps: OwnershipDeps & { ledger: Ledger }) {}

  async createRuleSet(request: proto.CreateRuleSetRequest, context: CallerContext): Promise<proto.RuleSet> {
    const draft = parseNewRuleSet(request);
    // A new version is a draft whatever is published; its answer must not depend on when it is repeated.
    const reply = {
      codec: proto.RuleSet,
      of: (doc: Parameters<typeof toRuleSet>[0]) => toRuleSet(doc, { version: 0 }),
    };
    const call = commandCall(context, 'CreateRuleSet', proto.CreateRuleSetRequest, request, reply);
    return createRuleSet(this.deps, draft, call);
  }

  async publishRuleSet(request: proto.PublishRuleSetRequest, context: CallerContext): Promise<proto.RuleSet> {
    const faults = new Faults().uuid('request_id', request.requestId);
    faults.check(request.version > 0, 'version', 'must be 1 or more').throwIfAny();
    const ruleSet = await this.deps.ruleSets.find(request.version);
    if (!ruleSet) throw notFound('rule set', String(request.version));
    await requireRuleWriter(this.deps, context.principal, [ruleSet]);
    const reply = {
      codec: proto.RuleSet,
      of: (publication: { version: number; publishTime?: Date }) => toRuleSet(ruleSet, publication),
    };
    const call = commandCall(context, 'PublishRuleSet', proto.PublishRuleSetRequest, request, reply);
    const published = await publishRuleSet(this.deps.ruleSets, request.version, call);
    await this.deps.facts.soon(() => this.deps.facts.published());
    return published;
  }

  async getRuleSet({ version }: proto.GetRuleSetRequest): Promise<proto.RuleSet> {
    new Faults().check(version >= 0, 'version', 'must not be negative').throwIfAny();
    const publication = await this.deps.ruleSets.publication();
    const wanted = version === 0 ? publication.version : version;
    const ruleSet = wanted === 0 ? null : await this.deps.ruleSets.find(wanted);
    if (!ruleSet) throw notFound('rule set', version === 0 ? 'published' : String(version));
    return toRuleSet(ruleSet, publication);
  }

  async listRuleSets(
    request: proto.ListRuleSetsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListRuleSetsResponse> {
    const size = pageSize(request.pageSize, 20, 100);
    const binding = ['rule-sets', principal.sub];
    const [before] = decodePageToken(binding, request.pageToken, ['number']) ?? [];
    const found = await this.deps.ruleSets.page(before, size + 1);
    const publication = await this.deps.ruleSets.publication();
    const page = found.slice(0, size);
    const nextPageToken = found.length > size ? encodePageToken(binding, [page.at(-1)?.version ?? 0]) : '';
    return { ruleSets: page.map((ruleSet) => toRuleSet(ruleSet, publication)), nextPageToken };
  }

  async getDecision({ leadId, cycle }: proto.GetDecisionRequest, context: CallerContext): Promise<proto.Decision> {
    new Faults()
      .uuid('lead_id', leadId)
      .check(cycle >= 0, 'cycle', 'must not be negative')
      .throwIfAny();
    const ownership = await this.visible(leadId, context);
    const wanted = cycle === 0 ? ownership.cycle : cycle;
    const [decision] = await this.decisions(ownership, [wanted]);
    if (!decision) throw notFound('decision', `${leadId}:${wanted}`);
    const [entry] = await this.entriesOf([decision]);
    return toDecision(decision, entry);
  }

  async listDecisions(
    request: proto.ListDecisionsRequest,
    context: CallerContext,
  ): Promise<proto.ListDecisionsResponse> {
    new Faults().uuid('lead_id', request.leadId).throwIfAny();
    const size = pageSize(request.pageSize, 50, 200);
    const binding = ['decisions', request.leadId, context.principal.sub];
    const ownership = await this.visible(request.leadId, context);
    const [before = ownership.cycle + 1] = decodePageToken(binding, request.pageToken, ['number']) ?? [];
    const newest = Math.min(before - 1, ownership.cycle);
    const count = Math.max(0, Math.min(size, newest));
    const decisions = await this.decisions(
      ownership,
      Array.from({ length: count }, (_, index) => newest - index),
    );
    const entries = await this.entriesOf(decisions);
    const oldest = newest - count + 1;
    return {
      decisions: decisions.map((decision, index) => toDecision(decision, entries[index])),
      nextPageToken: oldest > 1 ? encodePageToken(binding, [oldest]) : '',
    };
  }

  async explainDecision(
    request: proto.ExplainDecisionRequest,
    { principal }: CallerContext,
  ): Promise<proto.DecisionExplanation> {
    const { leadId, cycle, repId } = request;
    const faults = new Faults().uuid('lead_id', leadId).check(cycle >= 0, 'cycle', 'must not be negative');
    if (repId !== '') faults.slug('rep_id', repId);
    faults.throwIfAny();
    const asked = { leadId, cycle, repId: await repAskedAbout(this.deps, repId, principal) };
    return toExplanation(await explainDecision(this.deps, asked, principal));
  }

  async listCandidacies(
    request: proto.ListCandidaciesRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListCandidaciesResponse> {
    if (request.repId !== '') new Faults().slug('rep_id', request.repId).throwIfAny();
    const repId = await repAskedAbout(this.deps, request.repId, principal);
    const binding = ['candidacies', repId, principal.sub];
    const [from] = decodePageToken(binding, request.pageToken, ['number']) ?? [];
    const { page, next } = await listCandidacies(
      this.deps,
      repId,
      from,
      pageSize(request.pageSize, 20, 100),
      principal,
    );
    return {
      candidacies: page.map(toExplanation),
      nextPageToken: next > 0 ? encodePageToken(binding, [next]) : '',
    };
  }

  async getOwnership({ leadId }: proto.GetOwnershipRequest, context: CallerContext): Promise<proto.LeadOwnership> {
    new Faults().uuid('lead_id', leadId).throwIfAny();
    const ownership = await this.visible(leadId, context);
    const plan = ownership.ownerId === '' ? null : await this.deps.plans.find(leadId);
    const recycleTime = plan?.cycle === ownership.cycle && ownership.closedAs === '' ? plan.recycleAt : undefined;
    return { ...toLeadOwnership(ownership), recycleTime };
  }

  async assignLead(request: proto.AssignLeadRequest, context: CallerContext): Promise<proto.LeadOwnership> {
    const { leadId, repId, etag } = request;
    new Faults().uuid('request_id', request.requestId).uuid('lead_id', leadId).slug('rep_id', repId).throwIfAny();
    const call = commandCall(context, 'AssignLead', proto.AssignLeadRequest, request, OWNERSHIP_REPLY);
    return assignLead(this.deps, { leadId, repId, etag }, call);
  }

  async takeOverCustomers(
    request: proto.TakeOverCustomersRequest,
    { principal }: CallerContext,
  ): Promise<proto.TakeOverCustomersResponse> {
    const { customers, importer } = request;
    const faults = new Faults().check(
      customers.length <= MAX_TAKE_OVERS,
      'customers',
      `must be at most ${MAX_TAKE_OVERS}`,
    );
    faults.text('importer', importer, { min: 1, max: 200 });
    if (customers.length <= MAX_TAKE_OVERS) {
      customers.forEach(({ customerId, ownerId, teamId }, index) => {
        faults.uuid(`customers[${index}].customer_id`, customerId);
        faults.check(ownerId !== '' || teamId !== '', `customers[${index}].owner_id`, 'or team_id is required');
      });
    }
    faults.throwIfAny();
    const taken = await takeOverCustomers(this.deps, request, { now: new Date(), actor: principal.sub });
    const customersTaken = [];
    const pools = new Map();
    for (const each of taken) {
      const ownership = 'ownership' in each ? await copyOf(this.deps, each.ownership, pools) : undefined;
      customersTaken.push({ customerId: each.customerId, ownership, fault: 'fault' in each ? each.fault : '' });
    }
    return { customers: customersTaken };
  }

  async recycleLead(request: proto.RecycleLeadRequest, context: CallerContext): Promise<proto.LeadOwnership> {
    const { leadId, cycle, reason } = request;
    new Faults()
      .uuid('request_id', request.requestId)
      .uuid('lead_id', leadId)
      .check(cycle > 0, 'cycle', 'must be 1 or more')
      .check(RECYCLE_REASONS.includes(reason), 'reason', `must be one of ${RECYCLE_REASONS.join(', ')}`)
      .throwIfAny();
    const call = commandCall(context, 'RecycleLead', proto.RecycleLeadRequest, request, OWNERSHIP_REPLY);
    return recycleLead(this.deps, { leadId, cycle, reason: reason as PoolReason }, call);
  }

  /** The ownership of a lead in scope about which was decided. */
  private async visible(leadId: string, { principal }: CallerContext): Promise<LeadOwnershipDoc> {
    const ownership = await this.deps.ownerships.findInScope(leadId, scopeOf(principal));
    if (!ownership || ownership.cycle === 0) throw notFound('lead', leadId);
    return ownership;
  }

  /** The ledger's entries of decisions that have one, by their place. */
  private async entriesOf(decisions: Decision[]): Promise<(LedgerDecision | undefined)[]> {
    const positions = decisions.map(({ sequence = 0 }) => sequence).filter((sequence) => sequence > 0);
    const found = new Map((await this.deps.ledger.atMany(positions)).map((entry) => [entry._id, entry]));
    return decisions.map(({ sequence = 0 }) => {
      const entry = found.get(sequence);
      return entry?.kind === 'decision' ? entry.decision : undefined;
    });
  }

  /** Decisions in the order of the cycles asked for; the newest may still lie in the ownership only. */
  private async decisions(ownership: LeadOwnershipDoc, cycles: number[]): Promise<Decision[]> {
    const found = new Map<number, Decision>();
    for (const decision of await this.deps.decisions.findMany(ownership._id, cycles))
      found.set(decision.cycle, decision);
    if (ownership.decision) found.set(ownership.decision.cycle, ownership.decision);
    return cycles.map((cycle) => found.get(cycle)).filter((decision) => decision !== undefined);
  }
}
