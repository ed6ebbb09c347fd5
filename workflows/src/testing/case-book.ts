import { randomUUID } from 'node:crypto';
import { followup } from '@fairlead/proto';
import { AppError } from '@fairlead/service-kit';
import type { CaseClient } from '../complaint-escalation/activities';
import { HOUR, ObligationBook } from './obligation-book';

const { CaseKind, CaseState } = followup;

const RESPONSE: [id: string, afterMs: number][] = [
  ['reminder-1', 0.5 * HOUR],
  ['breach', HOUR],
];
const RESOLUTION: [id: string, afterMs: number][] = [
  ['reminder-1', 4 * HOUR],
  ['breach', 8 * HOUR],
  ['escalation-1', 8 * HOUR],
  ['escalation-2', 16 * HOUR],
  ['escalation-3', 24 * HOUR],
];

/** Dispatched after so long when nobody is there. */
const AGAIN_MS = 5 * 60_000;

/**
 * The complaints of follow-up with their clocks as workflows see them: the same answers in memory, on a clock of the test's
 * choice. The real service has tests of its own.
 */
export class CaseBook {
  private readonly kept = new Map<string, followup.Case>();
  readonly clocks: ObligationBook;
  /** What was done by advancing, in order. */
  readonly done: { id: string; what: string; at: number }[] = [];
  /** Nobody can take a case before this instant. */
  agentsFrom = 0;
  /** The next so many calls of any kind fail as if the service were away. */
  failures = 0;
  calls = 0;

  constructor(private readonly now: () => Promise<number>) {
    this.clocks = new ObligationBook(now);
  }

  async open(kind = CaseKind.CASE_KIND_COMPLAINT): Promise<followup.Case> {
    const id = randomUUID();
    const start = await this.now();
    const found = followup.Case.fromPartial({
      id,
      kind,
      state: CaseState.CASE_STATE_NEW,
      cycle: 1,
      teamId: 'south',
      live: true,
      advanceTime: new Date(start),
    });
    this.kept.set(id, found);
    await this.openClock(id, 'first_response', RESPONSE);
    await this.openClock(id, 'resolution', RESOLUTION);
    return found;
  }

  get(id: string): followup.Case {
    const found = this.kept.get(id);
    if (!found) throw new AppError('NOT_FOUND', 'CASE_NOT_FOUND', `No case ${id}.`);
    return found;
  }

  forget(id: string): void {
    this.kept.delete(id);
  }

  async respond(id: string): Promise<void> {
    this.get(id).state = CaseState.CASE_STATE_IN_PROGRESS;
    await this.clocks.end(`first_response:${id}:1`);
  }

  async wait(id: string, hours: number): Promise<void> {
    const found = this.get(id);
    found.state = CaseState.CASE_STATE_WAITING_FOR_CUSTOMER;
    found.waitUntil = new Date((await this.now()) + hours * HOUR);
    found.advanceTime = found.waitUntil;
    this.clocks.move(this.resolution(found), hours * HOUR);
  }

  async resolve(id: string): Promise<void> {
    const found = this.get(id);
    const now = await this.now();
    found.state = CaseState.CASE_STATE_RESOLVED;
    found.waitUntil = new Date(now + 72 * HOUR);
    found.reopenUntil = new Date(now + 120 * HOUR);
    found.advanceTime = found.waitUntil;
    await this.clocks.end(`first_response:${id}:1`);
    await this.clocks.end(this.resolution(found));
  }

  async reopen(id: string): Promise<void> {
    const found = this.get(id);
    found.state = CaseState.CASE_STATE_IN_PROGRESS;
    found.cycle += 1;
    found.advanceTime = undefined;
    await this.openClock(id, 'resolution', RESOLUTION, found.cycle);
  }

  async merge(id: string): Promise<void> {
    const found = this.get(id);
    Object.assign(found, { state: CaseState.CASE_STATE_MERGED, live: false, advanceTime: undefined });
    const { OBLIGATION_STATE_CANCELLED } = followup.ObligationState;
    await this.clocks.end(`first_response:${id}:1`, OBLIGATION_STATE_CANCELLED);
    await this.clocks.end(this.resolution(found), OBLIGATION_STATE_CANCELLED);
  }

  recorded = (id: string, kind: string, cycle = 1) => this.clocks.recorded(`${kind}:${id}:${cycle}`);

  readonly client: CaseClient = {
    getCase: async ({ caseId }) => this.answer(() => this.shown(String(caseId))),
    listCases: async () =>
      this.answer(() => ({
        cases: [...this.kept.values()].filter(({ live }) => live).map(({ id }) => this.shown(id)),
        nextPageToken: '',
      })),
    advanceCase: async ({ caseId }) => {
      const now = await this.now();
      return this.answer(() => {
        this.advance(this.get(String(caseId)), now);
        return this.shown(String(caseId));
      });
    },
  };

  /** What the service does when something is due: dispatch, go on, remind of the survey, close, end the window. */
  private advance(found: followup.Case, now: number): void {
    const { id } = found;
    const note = (what: string) => this.done.push({ id, what, at: now });
    if (!found.advanceTime || found.advanceTime.getTime() > now) return;
    if (found.state === CaseState.CASE_STATE_NEW) {
      const nobody = now < this.agentsFrom;
      note(nobody ? 'tried' : 'dispatched');
      found.advanceTime = nobody ? new Date(now + AGAIN_MS) : undefined;
      if (!nobody) Object.assign(found, { state: CaseState.CASE_STATE_ASSIGNED, assigneeId: 'ann' });
    } else if (found.state === CaseState.CASE_STATE_WAITING_FOR_CUSTOMER) {
      note('continued');
      Object.assign(found, { state: CaseState.CASE_STATE_IN_PROGRESS, advanceTime: undefined });
    } else if (found.state === CaseState.CASE_STATE_RESOLVED && found.waitUntil) {
      note('reminded');
      Object.assign(found, { waitUntil: undefined, advanceTime: found.reopenUntil });
    } else if (found.state === CaseState.CASE_STATE_RESOLVED) {
      note('closed');
      Object.assign(found, { state: CaseState.CASE_STATE_CLOSED, advanceTime: new Date(now + 336 * HOUR) });
    } else {
      note('over');
      Object.assign(found, { live: false, advanceTime: undefined });
    }
  }

  private resolution = ({ id, cycle }: followup.Case) => `resolution:${id}:${cycle}`;

  private async openClock(id: string, kind: string, levels: [string, number][], cycle = 1): Promise<void> {
    await this.clocks.open(id, cycle, levels, kind);
  }

  private shown(id: string): followup.Case {
    const found = this.get(id);
    const ids = [`first_response:${id}:1`, this.resolution(found)];
    found.clocks = ids.map((obligationId) => {
      const clock = this.clocks.get(obligationId);
      return followup.CaseClock.fromPartial({
        obligationId,
        kind: clock.kind,
        closeTime: clock.closeTime,
        nextLevelId: clock.nextLevel?.id ?? '',
        nextLevelTime: clock.nextLevel?.dueTime,
      });
    });
    return found;
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
