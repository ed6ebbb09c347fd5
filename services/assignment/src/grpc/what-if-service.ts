import { assignment as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandCall,
  createdId,
  decodePageToken,
  encodePageToken,
  Faults,
  hasRole,
  type MethodAccess,
  notFound,
  type Principal,
  pageSize,
} from '@fairlead/service-kit';
import { requireRuleWriter } from '../application/require-rule-writer';
import type { WhatIfRunner } from '../application/what-if-runner';
import type { LeadChange, WhatIf } from '../domain/what-if';
import type { WhatIfDoc } from '../repository/models';
import type { RuleSetRepository } from '../repository/rule-set-repository';
import type { TeamRepository } from '../repository/team-repository';
import { CHUNK, type WhatIfRepository } from '../repository/what-if-repository';
import { toWhatIf, toWhatIfChange } from './decision-messages';

const writers = ['admin', 'manager'] as const;

export const WHAT_IF_ACCESS: MethodAccess = {
  CreateWhatIf: writers,
  GetWhatIf: writers,
  ListWhatIfs: writers,
  ListWhatIfChanges: writers,
};

const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

/** What-ifs over gRPC. A manager sees the own ones. */
export class WhatIfGrpc implements proto.WhatIfServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: {
      teams: TeamRepository;
      ruleSets: RuleSetRepository;
      whatIfs: WhatIfRepository;
      runner: WhatIfRunner;
    },
  ) {}

  async createWhatIf(request: proto.CreateWhatIfRequest, context: CallerContext): Promise<proto.WhatIf> {
    const { ruleSetVersion, days } = request;
    new Faults()
      .uuid('request_id', request.requestId)
      .check(ruleSetVersion > 0, 'rule_set_version', 'must be 1 or more')
      .check(days >= 1 && days <= MAX_DAYS, 'days', `must be from 1 to ${MAX_DAYS}`)
      .throwIfAny();
    const ruleSet = await this.deps.ruleSets.find(ruleSetVersion);
    if (!ruleSet) throw notFound('rule set', String(ruleSetVersion));
    await requireRuleWriter(this.deps, context.principal, [ruleSet]);
    const reply = { codec: proto.WhatIf, of: (doc: WhatIfDoc) => toWhatIf(doc) };
    const call = commandCall(context, 'CreateWhatIf', proto.CreateWhatIfRequest, request, reply);
    const { now, actor } = call.context;
    const whatIf: WhatIf = {
      ruleSetVersion,
      from: new Date(now.getTime() - days * DAY_MS),
      to: now,
      actor,
      state: 'RUNNING',
      decidedCount: 0,
      totalCount: 0,
      failure: '',
      heldUntil: new Date(0),
    };
    const id = createdId(call.command);
    const created = await this.deps.whatIfs.store.create(id, whatIf, [], call.context, call.command, call.reply);
    this.deps.runner.nudge();
    return created.reply;
  }

  async getWhatIf({ whatIfId }: proto.GetWhatIfRequest, { principal }: CallerContext): Promise<proto.WhatIf> {
    return toWhatIf(await this.visible(whatIfId, principal));
  }

  async listWhatIfs(
    request: proto.ListWhatIfsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListWhatIfsResponse> {
    const size = pageSize(request.pageSize, 20, 100);
    const binding = ['what-ifs', principal.sub];
    const key = decodePageToken(binding, request.pageToken, ['time', 'text']);
    const before = key && { createTime: new Date(key[0]), id: key[1] };
    const actor = hasRole(principal, 'admin') ? '' : principal.sub;
    const found = await this.deps.whatIfs.page(actor, before, size + 1);
    const page = found.slice(0, size);
    const last = page.at(-1);
    const nextPageToken =
      found.length > size && last ? encodePageToken(binding, [last.createTime.getTime(), last._id]) : '';
    return { whatIfs: page.map((doc) => toWhatIf(doc, false)), nextPageToken };
  }

  async listWhatIfChanges(
    request: proto.ListWhatIfChangesRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListWhatIfChangesResponse> {
    const { whatIfId, repId } = request;
    if (repId !== '') new Faults().slug('rep_id', repId).throwIfAny();
    const { result } = await this.visible(whatIfId, principal);
    const size = pageSize(request.pageSize, 50, 500);
    const binding = ['what-if-changes', whatIfId, repId, principal.sub];
    const [start = 0] = decodePageToken(binding, request.pageToken, ['number']) ?? [];
    const total = result?.listedChangeCount ?? 0;
    const changes: LeadChange[] = [];
    let at = start;
    while (at < total && changes.length < size) {
      const chunk = await this.deps.whatIfs.changesAt(whatIfId, Math.floor(at / CHUNK));
      for (const change of chunk.slice(at % CHUNK)) {
        if (changes.length === size) break;
        at += 1;
        if (repId === '' || change.ownerBefore === repId || change.ownerAfter === repId) changes.push(change);
      }
    }
    return { changes: changes.map(toWhatIfChange), nextPageToken: at < total ? encodePageToken(binding, [at]) : '' };
  }

  private async visible(id: string, principal: Principal): Promise<WhatIfDoc> {
    new Faults().uuid('what_if_id', id).throwIfAny();
    const doc = await this.deps.whatIfs.find(id);
    if (!doc || (doc.actor !== principal.sub && !hasRole(principal, 'admin'))) throw notFound('what-if', id);
    return doc;
  }
}
