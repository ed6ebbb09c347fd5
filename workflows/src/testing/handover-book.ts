import { assignment } from '@fairlead/proto';
import { AppError } from '@fairlead/service-kit';
import type { HandoverClient } from '../handover/activities';

const { HandoverState } = assignment;

interface Kept {
  state: assignment.HandoverState;
  startTime: number;
  returnTime?: number;
  remindTime?: number;
  reminders: number[];
  /** Pages still to be carried out on the way out, and on the way back. */
  out: number;
  back: number;
}

/**
 * Handovers of assignment as workflows see them: the same answers in memory, on a clock of the test's choice. The real
 * service has tests of its own.
 */
export class HandoverBook {
  private readonly kept = new Map<string, Kept>();
  /** The next so many calls fail as if the service were away. */
  failures = 0;
  calls = 0;

  constructor(private readonly now: () => Promise<number>) {}

  async approve(id: string, { startInMs = 0, returnInMs = 0, pages = 3, remindInMs = 0 } = {}): Promise<void> {
    const now = await this.now();
    this.kept.set(id, {
      state: HandoverState.HANDOVER_STATE_APPROVED,
      startTime: now + startInMs,
      ...(returnInMs > 0 ? { returnTime: now + returnInMs } : {}),
      ...(remindInMs > 0 ? { remindTime: now + remindInMs } : {}),
      reminders: [],
      out: pages,
      back: pages,
    });
  }

  get(id: string): Kept {
    const kept = this.kept.get(id);
    if (!kept) throw new AppError('NOT_FOUND', 'HANDOVER_NOT_FOUND', `No handover ${id}.`);
    return kept;
  }

  acknowledge(id: string): void {
    this.get(id).state = HandoverState.HANDOVER_STATE_DONE;
  }

  undo(id: string): void {
    this.get(id).state = HandoverState.HANDOVER_STATE_UNDOING;
  }

  readonly client: HandoverClient = {
    advanceHandover: async ({ handoverId }) => {
      this.calls += 1;
      if (this.failures > 0) {
        this.failures -= 1;
        throw new AppError('UNAVAILABLE', 'DOWN', 'The service is away.');
      }
      const kept = this.get(String(handoverId));
      const now = await this.now();
      advance(kept, now);
      return answerOf(kept, now);
    },
    listHandovers: async () => ({
      handovers: [...this.kept]
        .filter(([, { state }]) => /APPROVED|RUNNING|AWAITING|UNDOING|RETURNING/.test(state))
        .map(([id]) => assignment.Handover.fromPartial({ id })),
      nextPageToken: '',
    }),
  };
}

function advance(kept: Kept, now: number): void {
  switch (kept.state) {
    case HandoverState.HANDOVER_STATE_APPROVED:
      if (kept.startTime <= now) kept.state = HandoverState.HANDOVER_STATE_RUNNING;
      return;
    case HandoverState.HANDOVER_STATE_RUNNING:
      kept.out -= 1;
      if (kept.out === 0) kept.state = HandoverState.HANDOVER_STATE_AWAITING_ACKNOWLEDGEMENT;
      return;
    case HandoverState.HANDOVER_STATE_UNDOING:
    case HandoverState.HANDOVER_STATE_RETURNING:
      kept.back -= 1;
      if (kept.back > 0) return;
      kept.state =
        kept.state === HandoverState.HANDOVER_STATE_UNDOING
          ? HandoverState.HANDOVER_STATE_UNDONE
          : HandoverState.HANDOVER_STATE_RETURNED;
      return;
    default:
      if (kept.returnTime && kept.returnTime <= now) kept.state = HandoverState.HANDOVER_STATE_RETURNING;
      else if (isWaiting(kept) && kept.remindTime && kept.remindTime <= now) {
        kept.reminders.push(now);
        delete kept.remindTime;
      }
  }
}

const isWaiting = ({ state }: Kept) => state === HandoverState.HANDOVER_STATE_AWAITING_ACKNOWLEDGEMENT;

function answerOf(kept: Kept, now: number): assignment.AdvanceHandoverResponse {
  const { state, startTime, returnTime, remindTime, out, back } = kept;
  if (/RUNNING|UNDOING|RETURNING/.test(state)) {
    return { state, more: true, nextTime: undefined, remaining: state.endsWith('RUNNING') ? out : back };
  }
  const times = [
    ...(state === HandoverState.HANDOVER_STATE_APPROVED ? [startTime] : []),
    ...(isWaiting(kept) && remindTime ? [remindTime] : []),
    ...(/AWAITING|DONE/.test(state) && returnTime ? [returnTime] : []),
  ];
  const next = times.length > 0 ? Math.min(...times) : undefined;
  const more = next !== undefined && next <= now;
  return { state, more, nextTime: next === undefined || more ? undefined : new Date(next), remaining: 0 };
}
