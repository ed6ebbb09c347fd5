import { followup as proto } from '@fairlead/proto';
import { type CallerContext, commandCall, Faults, type MethodAccess, scopeOf } from '@fairlead/service-kit';
import { closeObligation } from '../application/close-obligation';
import type { Deps } from '../application/deps';
import { pauseByHand, resumeByHand } from '../application/pause-by-hand';
import { pausedNow } from '../application/paused-now';
import { recordLevelOf } from '../application/record-level';
import { CLOCK_KINDS, isClockKind } from '../domain/clock-kinds';
import { MAX_PAUSE_MS } from '../domain/paused-clock';
import type { ObligationDoc } from '../repository/models';
import { checkDueWindow } from './list-requests';
import { obligationReply, toObligation } from './messages';

const WRITERS = ['rep', 'partner', 'manager', 'admin'] as const;

export const OBLIGATION_ACCESS: MethodAccess = {
  GetObligation: 'any',
  ListObligations: 'any',
  PauseObligation: WRITERS,
  ResumeObligation: WRITERS,
  RecordLevel: ['service'],
  CloseObligation: ['service'],
};

const MAX_ID = 200;
const MAX_REASON = 500;
const { ObligationState } = proto;

/** Obligations over gRPC. */
export class ObligationGrpc implements proto.ObligationServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: Deps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async getObligation({ obligationId }: proto.GetObligationRequest, { principal }: CallerContext) {
    new Faults().text('obligation_id', obligationId, { min: 1, max: MAX_ID }).throwIfAny();
    const [obligation] = await this.shown([await this.deps.obligations.get(obligationId, scopeOf(principal))]);
    return obligation as proto.Obligation;
  }

  async listObligations(
    request: proto.ListObligationsRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListObligationsResponse> {
    const { ownerId, teamId, subject, kind, state, ...rest } = request;
    const faults = checkDueWindow(request);
    if (ownerId !== '') faults.slug('owner_id', ownerId);
    if (teamId !== '') faults.slug('team_id', teamId);
    if (subject !== '') faults.uuid('subject', subject);
    faults.check(kind === '' || isClockKind(kind), 'kind', `must be one of ${CLOCK_KINDS.join(', ')}`);
    faults.check(state !== ObligationState.UNRECOGNIZED, 'state', 'is not a known state').throwIfAny();
    const wanted = state === ObligationState.OBLIGATION_STATE_UNSPECIFIED ? undefined : state;
    const query = { ownerId, teamId, subject, kind, state: wanted, ...rest, caller: principal.sub };
    const { docs, nextPageToken } = await this.deps.obligations.list(query, scopeOf(principal));
    return { obligations: await this.shown(docs), nextPageToken };
  }

  async pauseObligation(request: proto.PauseObligationRequest, caller: CallerContext): Promise<proto.Obligation> {
    const now = this.clock();
    const { obligationId, until, reason } = request;
    const faults = new Faults().uuid('request_id', request.requestId);
    faults.text('obligation_id', obligationId, { min: 1, max: MAX_ID });
    faults.text('reason', reason.trim(), { min: 1, max: MAX_REASON });
    if (!until) faults.add('until', 'is required');
    else faults.check(until > now, 'until', 'must be in the future');
    const tooLong = until !== undefined && until.getTime() - now.getTime() > MAX_PAUSE_MS;
    faults.check(!tooLong, 'until', 'must be at most 90 days ahead').throwIfAny();
    const codec = proto.PauseObligationRequest;
    const call = commandCall(caller, 'PauseObligation', codec, request, obligationReply(now), now);
    return pauseByHand(this.deps, obligationId, { until: until as Date, reason: reason.trim() }, call);
  }

  async resumeObligation(request: proto.ResumeObligationRequest, caller: CallerContext): Promise<proto.Obligation> {
    const now = this.clock();
    const { obligationId, requestId } = request;
    const faults = new Faults().uuid('request_id', requestId);
    faults.text('obligation_id', obligationId, { min: 1, max: MAX_ID }).throwIfAny();
    const codec = proto.ResumeObligationRequest;
    const call = commandCall(caller, 'ResumeObligation', codec, request, obligationReply(now), now);
    return resumeByHand(this.deps, obligationId, call);
  }

  async recordLevel(
    { obligationId, levelId }: proto.RecordLevelRequest,
    { principal }: CallerContext,
  ): Promise<proto.RecordLevelResponse> {
    new Faults()
      .text('obligation_id', obligationId, { min: 1, max: MAX_ID })
      .text('level_id', levelId, { min: 1, max: MAX_ID })
      .throwIfAny();
    const context = { now: this.clock(), actor: principal.sub };
    const { outcome, doc } = await recordLevelOf(this.deps, obligationId, levelId, context);
    const [obligation] = await this.shown([doc]);
    return { outcome, obligation };
  }

  async closeObligation(
    { obligationId, state }: proto.CloseObligationRequest,
    { principal }: CallerContext,
  ): Promise<proto.Obligation> {
    const faults = new Faults().text('obligation_id', obligationId, { min: 1, max: MAX_ID });
    const ends =
      state === ObligationState.OBLIGATION_STATE_RECYCLED || state === ObligationState.OBLIGATION_STATE_CANCELLED;
    faults.check(ends, 'state', 'must be OBLIGATION_STATE_RECYCLED or OBLIGATION_STATE_CANCELLED').throwIfAny();
    const context = { now: this.clock(), actor: principal.sub };
    const ending = state as Parameters<typeof closeObligation>[2];
    const [obligation] = await this.shown([await closeObligation(this.deps, obligationId, ending, context)]);
    return obligation as proto.Obligation;
  }

  private async shown(docs: ObligationDoc[]): Promise<proto.Obligation[]> {
    const now = this.clock();
    const paused = await pausedNow(this.deps, docs, now);
    return docs.map((doc) => toObligation(doc, paused.has(doc._id), now));
  }
}
