import { assignment as proto } from '@fairlead/proto';
import {
  type CallerContext,
  commandCall,
  decodePageToken,
  encodePageToken,
  Faults,
  hasRole,
  type MethodAccess,
  notFound,
  pageSize,
  scopeOf,
} from '@fairlead/service-kit';
import { advanceHandover } from '../application/advance-handover';
import {
  acknowledgeHandover,
  approveHandover,
  cancelHandover,
  createHandover,
  leaverOf,
  rejectHandover,
  submitHandover,
  undoHandover,
  updateHandover,
} from '../application/change-handover';
import { checkTerms } from '../application/check-handover';
import type { HandoverDeps } from '../application/handover-deps';
import { countEach } from '../application/handover-work';
import { previewHandover } from '../application/preview-handover';
import { writeHandoverNote } from '../application/write-handover-note';
import type { HandoverState } from '../domain/handover';
import type { HandoverItemState } from '../domain/handover-item';
import type { HandoverDoc } from '../repository/models';
import { HANDOVER_REPLY, NOTE_REPLY, toHandover, toItem, toReceiver, wordOf } from './handover-messages';
import { parseHandoverUpdate, parseNewHandover, parseNote, parsePlan } from './handover-requests';

const PLANNERS = ['rep', 'manager', 'admin'] as const;
const APPROVERS = ['manager', 'admin'] as const;

export const HANDOVER_ACCESS: MethodAccess = {
  PreviewHandover: PLANNERS,
  CreateHandover: PLANNERS,
  UpdateHandover: PLANNERS,
  WriteHandoverNote: PLANNERS,
  SubmitHandover: PLANNERS,
  ApproveHandover: APPROVERS,
  RejectHandover: APPROVERS,
  CancelHandover: PLANNERS,
  GetHandover: 'any',
  ListHandovers: 'any',
  ListHandoverItems: 'any',
  AcknowledgeHandover: PLANNERS,
  UndoHandover: APPROVERS,
  AdvanceHandover: ['service'],
};

const MAX_REASON = 500;

/** Handovers over gRPC. */
export class HandoverGrpc implements proto.HandoverServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: HandoverDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async previewHandover(
    request: proto.PreviewHandoverRequest,
    context: CallerContext,
  ): Promise<proto.PreviewHandoverResponse> {
    const { principal } = context;
    const { fromRepId } = request;
    const faults = new Faults().slug('from_rep_id', fromRepId);
    if (request.handoverId !== '') faults.uuid('handover_id', request.handoverId);
    const plan = parsePlan(faults, request.plan, 'plan');
    faults.throwIfAny();
    const leaver = await leaverOf(this.deps, fromRepId, principal, 'from_rep_id');
    const terms = { reason: 'MOVES', mode: 'PERMANENT', plan, note: '' } as const;
    const now = this.clock();
    (await checkTerms(this.deps, fromRepId, terms, now, new Faults(), '')).throwIfAny();
    const size = pageSize(request.pageSize, 50, 100);
    const binding = [
      'handover-preview',
      fromRepId,
      proto.ReceiverPlan.toJSON(proto.ReceiverPlan.fromPartial(request.plan ?? {})),
      principal.sub,
    ];
    const [after = ''] = decodePageToken(binding, request.pageToken, ['text']) ?? [];
    const { more, ...preview } = await previewHandover(
      this.deps,
      { ...leaver, repId: fromRepId },
      plan,
      { after: after, size },
      now,
    );
    const leadIds = preview.items.map(({ leadId }) => leadId);
    const noted = request.handoverId === '' ? null : await this.visible(request.handoverId, context);
    const notes = await this.deps.handoverItems.notesOf(noted?._id ?? '', noted ? leadIds : []);
    const items = preview.items.map((item) =>
      proto.HandoverItem.fromPartial({
        ...item,
        note: notes.get(item.leadId),
        fromRepId,
        state: proto.HandoverItemState.HANDOVER_ITEM_STATE_PLANNED,
      }),
    );
    const nextPageToken = more ? encodePageToken(binding, [items.at(-1)?.leadId ?? '']) : '';
    return { ...preview, receivers: preview.receivers.map(toReceiver), items, nextPageToken };
  }

  /** A command on a handover. */
  private call = <Q extends { requestId: string }>(
    context: CallerContext,
    method: string,
    codec: Parameters<typeof commandCall<Q, HandoverDoc, proto.Handover>>[2],
    request: Q,
  ) => commandCall(context, method, codec, request, HANDOVER_REPLY, this.clock());

  async createHandover(request: proto.CreateHandoverRequest, context: CallerContext): Promise<proto.Handover> {
    const input = parseNewHandover(request);
    const call = this.call(context, 'CreateHandover', proto.CreateHandoverRequest, request);
    return createHandover(this.deps, input, call);
  }

  async updateHandover(request: proto.UpdateHandoverRequest, context: CallerContext): Promise<proto.Handover> {
    const input = parseHandoverUpdate(request);
    const call = this.call(context, 'UpdateHandover', proto.UpdateHandoverRequest, request);
    return updateHandover(this.deps, input, call);
  }

  async writeHandoverNote(
    request: proto.WriteHandoverNoteRequest,
    context: CallerContext,
  ): Promise<proto.HandoverNote> {
    const note = parseNote(request);
    const call = commandCall(
      context,
      'WriteHandoverNote',
      proto.WriteHandoverNoteRequest,
      request,
      NOTE_REPLY,
      this.clock(),
    );
    return writeHandoverNote(this.deps, note, call);
  }

  async submitHandover(request: proto.SubmitHandoverRequest, context: CallerContext): Promise<proto.Handover> {
    checkCommand(request);
    const call = this.call(context, 'SubmitHandover', proto.SubmitHandoverRequest, request);
    return submitHandover(this.deps, request.handoverId, call);
  }

  async approveHandover(request: proto.ApproveHandoverRequest, context: CallerContext): Promise<proto.Handover> {
    checkCommand(request);
    const call = this.call(context, 'ApproveHandover', proto.ApproveHandoverRequest, request);
    return approveHandover(this.deps, request.handoverId, call);
  }

  async rejectHandover(request: proto.RejectHandoverRequest, context: CallerContext): Promise<proto.Handover> {
    const { handoverId, requestId, reason } = request;
    new Faults()
      .uuid('handover_id', handoverId)
      .uuid('request_id', requestId)
      .text('reason', reason, { min: 1, max: MAX_REASON })
      .throwIfAny();
    const call = this.call(context, 'RejectHandover', proto.RejectHandoverRequest, request);
    return rejectHandover(this.deps, handoverId, reason, call);
  }

  async cancelHandover(request: proto.CancelHandoverRequest, context: CallerContext): Promise<proto.Handover> {
    checkCommand(request);
    const call = this.call(context, 'CancelHandover', proto.CancelHandoverRequest, request);
    return cancelHandover(this.deps, request.handoverId, call);
  }

  async acknowledgeHandover(
    request: proto.AcknowledgeHandoverRequest,
    context: CallerContext,
  ): Promise<proto.Handover> {
    checkCommand(request);
    const call = this.call(context, 'AcknowledgeHandover', proto.AcknowledgeHandoverRequest, request);
    return acknowledgeHandover(this.deps, request.handoverId, call);
  }

  async undoHandover(request: proto.UndoHandoverRequest, context: CallerContext): Promise<proto.Handover> {
    checkCommand(request);
    const call = this.call(context, 'UndoHandover', proto.UndoHandoverRequest, request);
    return undoHandover(this.deps, request.handoverId, call);
  }

  async getHandover({ handoverId }: proto.GetHandoverRequest, context: CallerContext): Promise<proto.Handover> {
    new Faults().uuid('handover_id', handoverId).throwIfAny();
    const handover = await this.visible(handoverId, context);
    return toHandover(handover, await this.deps.handoverItems.counts(handoverId));
  }

  async listHandovers(
    request: proto.ListHandoversRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListHandoversResponse> {
    const { fromRepId, underWay } = request;
    const faults = new Faults();
    if (fromRepId !== '') faults.slug('from_rep_id', fromRepId);
    faults.check(request.state !== proto.HandoverState.UNRECOGNIZED, 'state', 'is not a known state').throwIfAny();
    const state = wordOf<HandoverState>('HANDOVER_STATE', request.state);
    const size = pageSize(request.pageSize, 50, 200);
    const binding = ['handovers', fromRepId, state ?? '', underWay, principal.sub];
    const key = decodePageToken(binding, request.pageToken, ['time', 'text']);
    const after = key && { createTime: new Date(key[0]), id: key[1] };
    const query = { fromRepId, underWay, ...(state ? { state } : {}) };
    const found = await this.deps.handovers.page(query, scopeOf(principal), after, size + 1);
    const page = found.slice(0, size);
    const last = page.at(-1);
    const nextPageToken =
      found.length > size && last ? encodePageToken(binding, [last.createTime.getTime(), last._id]) : '';
    return { handovers: page.map((each) => toHandover(each)), nextPageToken };
  }

  async listHandoverItems(
    request: proto.ListHandoverItemsRequest,
    context: CallerContext,
  ): Promise<proto.ListHandoverItemsResponse> {
    const { handoverId } = request;
    const { principal } = context;
    const faults = new Faults().uuid('handover_id', handoverId);
    if (request.toRepId !== '') faults.slug('to_rep_id', request.toRepId);
    faults.check(request.state !== proto.HandoverItemState.UNRECOGNIZED, 'state', 'is not a known state').throwIfAny();
    const size = pageSize(request.pageSize, 50, 100);
    const state = wordOf<HandoverItemState>('HANDOVER_ITEM_STATE', request.state);
    const binding = ['handover-items', handoverId, request.toRepId, state ?? '', principal.sub];
    const [after = ''] = decodePageToken(binding, request.pageToken, ['text']) ?? [];
    const handover = await this.visible(handoverId, context);
    // A receiver who is no planner sees what came to the receiver.
    const own = seesAll(handover, context) ? request.toRepId : (principal.rep ?? '');
    if (request.toRepId !== '' && own !== request.toRepId) return { items: [], nextPageToken: '' };
    const query = { handoverId, state, toRepId: own };
    const found = await this.deps.handoverItems.page(query, after, size + 1);
    const page = found.slice(0, size);
    const notes = await this.deps.handoverItems.notesOf(
      handoverId,
      page.map(({ leadId }) => leadId),
    );
    const work = new Map<string, { kind: string; count: number }[]>();
    for (const [repId, leadIds] of byHolder(page)) {
      for (const [leadId, counts] of await countEach(this.deps.work, repId, leadIds)) work.set(leadId, counts);
    }
    const items = page.map((item) => toItem(item, work.get(item.leadId) ?? [], notes.get(item.leadId)));
    const nextPageToken = found.length > size ? encodePageToken(binding, [page.at(-1)?._id ?? '']) : '';
    return { items, nextPageToken };
  }

  async advanceHandover(
    { handoverId }: proto.AdvanceHandoverRequest,
    { principal }: CallerContext,
  ): Promise<proto.AdvanceHandoverResponse> {
    new Faults().uuid('handover_id', handoverId).throwIfAny();
    const context = { now: this.clock(), actor: principal.sub };
    const { handover, more, nextTime } = await advanceHandover(this.deps, handoverId, context);
    const { progress, state } = toHandover(handover, more ? await this.deps.handoverItems.counts(handoverId) : []);
    const back = handover.state === 'UNDOING' || handover.state === 'RETURNING';
    return { state, more, nextTime, remaining: (back ? progress?.moved : progress?.planned) ?? 0 };
  }

  private async visible(handoverId: string, { principal }: CallerContext): Promise<HandoverDoc> {
    const handover = await this.deps.handovers.findInScope(handoverId, scopeOf(principal));
    if (!handover) throw notFound('handover', handoverId);
    return handover;
  }
}

const checkCommand = ({ handoverId, requestId }: { handoverId: string; requestId: string }) =>
  new Faults().uuid('handover_id', handoverId).uuid('request_id', requestId).throwIfAny();

function seesAll({ fromRepId, teamPath }: HandoverDoc, { principal }: CallerContext): boolean {
  if (hasRole(principal, 'admin', 'service', 'operator') || principal.rep === fromRepId) return true;
  return hasRole(principal, 'manager') && teamPath.includes(principal.team ?? '');
}

/** Whose the customers are by the handover, for counting what goes along. */
function byHolder(
  items: { leadId: string; fromRepId: string; toRepId: string; state: string }[],
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { leadId, fromRepId, toRepId, state } of items) {
    const holder = state === 'MOVED' || state === 'KEPT' ? toRepId : fromRepId;
    groups.set(holder, [...(groups.get(holder) ?? []), leadId]);
  }
  return groups;
}
