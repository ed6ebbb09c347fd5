import { followup as proto } from '@fairlead/proto';
import {
  type CallerContext,
  decodePageToken,
  encodePageToken,
  Faults,
  type MethodAccess,
  pageSize,
} from '@fairlead/service-kit';
import type { Deps } from '../application/deps';
import { pausedNow } from '../application/paused-now';
import { type ClockDraft, type Moving, previewClockChange } from '../application/preview-clock-change';
import type { ClockMoveDoc } from '../repository/models';
import { parseCalendarDraft } from './calendar-requests';
import { toObligation } from './messages';
import { knowsCalendar, parsePolicyDraft } from './policy-requests';

export const CLOCK_MOVE_ACCESS: MethodAccess = {
  PreviewClockChange: ['admin'],
  GetClockMove: ['admin'],
  ListClockMoves: ['admin'],
};

const MAX_ID = 200;

/** What a changed policy or calendar means for clocks that run, over gRPC. */
export class ClockMoveGrpc implements proto.ClockMoveServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: Deps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async previewClockChange(
    request: proto.PreviewClockChangeRequest,
    { principal }: CallerContext,
  ): Promise<proto.PreviewClockChangeResponse> {
    const draft = parseDraft(request, await knowsCalendar(this.deps, request.policy));
    const size = pageSize(request.pageSize, 50, 200);
    const binding = ['clock-change', draft.target, draft.id, draft.etag, principal.sub];
    const [after = ''] = decodePageToken(binding, request.pageToken, ['text']) ?? [];
    const { clocks, ...counts } = await previewClockChange(this.deps, draft, after, size);
    const page = clocks.slice(0, size);
    const nextPageToken = clocks.length > size ? encodePageToken(binding, [page.at(-1)?.doc._id ?? '']) : '';
    const none = { runningCount: 0, movingCount: 0, beyondHolidayCount: 0, cut: false };
    return { ...(after === '' ? counts : none), clocks: await this.shown(page), nextPageToken };
  }

  async getClockMove({ moveId }: proto.GetClockMoveRequest): Promise<proto.ClockMove> {
    new Faults().text('move_id', moveId, { min: 1, max: MAX_ID }).throwIfAny();
    return this.toMove(await this.deps.moves.get(moveId));
  }

  async listClockMoves(
    { pageSize: size, pageToken }: proto.ListClockMovesRequest,
    { principal }: CallerContext,
  ): Promise<proto.ListClockMovesResponse> {
    const page = { pageSize: size, pageToken, caller: principal.sub };
    const { docs, nextPageToken } = await this.deps.moves.list(page);
    return { moves: await Promise.all(docs.map((doc) => this.toMove(doc))), nextPageToken };
  }

  private async shown(page: Moving[]): Promise<proto.MovingClock[]> {
    const now = this.clock();
    const docs = page.map(({ doc }) => doc);
    const paused = await pausedNow(this.deps, docs, now);
    return page.map(({ doc, levels, beyondHolidayData }) => ({
      obligation: toObligation(doc, paused.has(doc._id), now),
      levels: levelMoves(doc.levels, levels),
      beyondHolidayData,
    }));
  }

  private async toMove(doc: ClockMoveDoc): Promise<proto.ClockMove> {
    const running = doc.state === 'RUNNING';
    return {
      name: `clockMoves/${doc._id}`,
      id: doc._id,
      policyId: doc.target === 'policy' ? doc.targetId : '',
      calendarId: doc.target === 'calendar' ? doc.targetId : '',
      version: doc.version,
      state: proto.ClockMoveState[`CLOCK_MOVE_STATE_${doc.state}`],
      createTime: doc.publishTime,
      endTime: doc.endTime,
      totalCount: doc.totalCount,
      movedCount: running ? await this.deps.obligations.countMovedBy(doc._id) : doc.movedCount,
      remainingCount: running ? await this.deps.obligations.countRunningBelow(doc) : 0,
    };
  }
}

function parseDraft(
  { policy, calendar, updateMask }: proto.PreviewClockChangeRequest,
  calendarKnown: boolean,
): ClockDraft {
  const faults = new Faults();
  faults.check(
    (policy === undefined) !== (calendar === undefined),
    'policy',
    'is required, or a calendar: one of both',
  );
  faults.throwIfAny();
  return policy
    ? { target: 'policy', ...parsePolicyDraft(policy, updateMask, calendarKnown) }
    : { target: 'calendar', ...parseCalendarDraft(calendar, updateMask) };
}

type Level = { id: string; dueTime: Date; recordTime?: Date };

/** The levels to come before and after, by id, in the order in which they would come. */
function levelMoves(before: readonly Level[], after: readonly Level[]): proto.LevelMove[] {
  const open = (levels: readonly Level[]) => levels.filter(({ recordTime }) => !recordTime);
  const was = new Map(open(before).map(({ id, dueTime }) => [id, dueTime]));
  const moved = open(after).map(({ id, dueTime }) => ({ id, dueTime: was.get(id), movedTime: dueTime }));
  const comes = new Set(moved.map(({ id }) => id));
  const gone = open(before).filter(({ id }) => !comes.has(id));
  return [...moved, ...gone.map(({ id, dueTime }) => ({ id, dueTime, movedTime: undefined }))];
}
