import { type assignment, followup } from '@fairlead/proto';
import { AppError } from '@fairlead/service-kit';
import type { AssignmentClient, ObligationClient } from '../lead-sla/activities';

const { ObligationState, RecordLevelOutcome } = followup;

export const HOUR = 3_600_000;

/** Levels of the default policy: 24 hours, reminders at half and four fifths, four hours of grace. */
export const DEFAULT_LEVELS: [id: string, afterMs: number][] = [
  ['reminder-1', 12 * HOUR],
  ['reminder-2', 19.2 * HOUR],
  ['breach', 24 * HOUR],
  ['recycle', 28 * HOUR],
];

/**
 * The obligations of follow-up and the ownership of assignment as workflows see them: the same answers in memory, on a
 * clock of the test's choice. The real services have tests of their own.
 */
export class ObligationBook {
  private readonly kept = new Map<string, followup.Obligation>();
  readonly recycled: assignment.RecycleLeadRequest[] = [];
  /** The next so many calls of any kind fail as if the service were away. */
  failures = 0;
  calls = 0;

  constructor(private readonly now: () => Promise<number>) {}

  async open(leadId: string, cycle = 1, levels = DEFAULT_LEVELS, kind = 'first_contact'): Promise<followup.Obligation> {
    const start = await this.now();
    const obligation = followup.Obligation.fromPartial({
      id: `${kind}:${leadId}:${cycle}`,
      kind,
      subject: leadId,
      cycle,
      ownerId: 'ann',
      teamId: 'south',
      state: ObligationState.OBLIGATION_STATE_OPEN,
      openTime: new Date(start),
      levels: levels.map(([id, afterMs]) => ({ id, dueTime: new Date(start + afterMs) })),
    });
    this.kept.set(obligation.id, obligation);
    return this.refresh(obligation);
  }

  get(id: string): followup.Obligation {
    const obligation = this.kept.get(id);
    if (!obligation) throw new AppError('NOT_FOUND', 'OBLIGATION_NOT_FOUND', `No obligation ${id}.`);
    return obligation;
  }

  /** The customer was reached, or the obligation is over for another reason. */
  async end(id: string, state = ObligationState.OBLIGATION_STATE_FULFILLED): Promise<void> {
    const obligation = this.get(id);
    obligation.state = state;
    obligation.closeTime = new Date(await this.now());
    this.refresh(obligation);
  }

  /** Leave: every level not recorded yet moves. */
  move(id: string, byMs: number): void {
    const obligation = this.get(id);
    for (const level of obligation.levels) {
      if (!level.recordTime) level.dueTime = new Date((level.dueTime as Date).getTime() + byMs);
    }
    this.refresh(obligation);
  }

  /** A handover holds the clock; empty: it goes on. */
  hold(id: string, handoverId: string): void {
    this.get(id).heldBy = handoverId;
  }

  forget(id: string): void {
    this.kept.delete(id);
  }

  recorded = (id: string) =>
    this.get(id)
      .levels.filter(({ recordTime }) => recordTime)
      .map((level) => level.id);

  readonly obligations: ObligationClient = {
    getObligation: async ({ obligationId }) => this.answer(() => this.get(String(obligationId))),
    listObligations: async () =>
      this.answer(() => {
        const open = [...this.kept.values()].filter(({ state }) => /OPEN|RECYCLING/.test(state));
        return { obligations: open, nextPageToken: '' };
      }),
    recordLevel: async ({ obligationId, levelId }) => {
      const now = await this.now();
      return this.answer(() => this.record(this.get(String(obligationId)), String(levelId), now));
    },
    closeObligation: async ({ obligationId, state }) => {
      await this.end(String(obligationId), state as followup.ObligationState);
      return this.answer(() => this.get(String(obligationId)));
    },
  };

  readonly assignments: AssignmentClient = {
    recycleLead: async (request) =>
      this.answer(() => {
        this.recycled.push(request as assignment.RecycleLeadRequest);
        return {} as assignment.LeadOwnership;
      }),
  };

  private record(obligation: followup.Obligation, levelId: string, now: number) {
    const level = obligation.levels.find(({ id }) => id === levelId);
    if (!level) throw new AppError('INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'no such level');
    const answer = (outcome: followup.RecordLevelOutcome) => ({ outcome, obligation: this.refresh(obligation) });
    if (level.recordTime) return answer(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED);
    if (!/OPEN|RECYCLING/.test(obligation.state)) return answer(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_CLOSED);
    if (obligation.heldBy || obligation.nextLevel?.id !== levelId || (level.dueTime as Date).getTime() > now) {
      return answer(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_NOT_DUE);
    }
    level.recordTime = new Date(now);
    if (levelId === 'recycle') obligation.state = ObligationState.OBLIGATION_STATE_RECYCLING;
    return answer(RecordLevelOutcome.RECORD_LEVEL_OUTCOME_RECORDED);
  }

  private refresh(obligation: followup.Obligation): followup.Obligation {
    const open = /OPEN|RECYCLING/.test(obligation.state);
    obligation.nextLevel = open ? obligation.levels.find(({ recordTime }) => !recordTime) : undefined;
    obligation.dueTime = obligation.levels.find(({ id }) => id === 'breach')?.dueTime;
    return obligation;
  }

  private answer<T>(work: () => T): T {
    this.calls += 1;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new AppError('UNAVAILABLE', 'DOWN', 'The service is away.');
    }
    return structuredClone(work());
  }
}
