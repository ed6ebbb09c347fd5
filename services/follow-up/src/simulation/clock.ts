import type { LevelRecipient } from '@fairlead/proto';
import type { Interval } from '@fairlead/service-kit';
import type { ClockTerms } from '../domain/clock-policy';
import { levelTimes } from '../domain/levels';
import {
  type Ending,
  endObligation,
  moveLevels,
  nextLevel,
  type Obligation,
  openObligation,
  recordLevel,
} from '../domain/obligation';
import type { Agenda } from './agenda';
import { OFFICE } from './assumptions';

/** Who the clock is about. */
export interface ClockSubject {
  kind: string;
  subject: string;
  cycle: number;
  ownerId: string;
}

/** An obligation whose levels are recorded on the virtual clock, by the rules of the domain. */
export class SimulatedClock {
  private state: Obligation;

  constructor(
    private readonly agenda: Agenda,
    { kind, subject, cycle, ownerId }: ClockSubject,
    private readonly terms: ClockTerms,
    openTime: Date,
    private readonly leave: Interval[],
    /** Told of each level when it is recorded. */
    private readonly reached: (levelId: string, now: Date) => void,
  ) {
    const pinned = { policyId: kind, policyVersion: 1, calendarId: OFFICE.id, calendarVersion: 1, leavesRevision: 0 };
    const place = { teamId: 'team', teamPath: ['team'] };
    const times = levelTimes(openTime, terms, OFFICE, leave);
    this.state = openObligation({ kind, subject, cycle, ownerId, ...place, openTime, ...pinned, times }).state;
    this.waitForNext();
  }

  /** What came of it. */
  get obligation(): Obligation {
    return this.state;
  }

  end(ending: Ending, now: Date): void {
    this.apply(endObligation(this.state, ending, now)?.set);
  }

  /** Stands still from one time to another. */
  pause(from: Date, to: Date): void {
    const pauses = [...(this.state.pauses ?? []), { from, to, reason: 'waiting for the customer' }];
    const times = levelTimes(this.state.openTime, this.terms, OFFICE, this.leave, pauses);
    this.apply(moveLevels(this.state, times, { pauses }, { cause: 'paused', until: to.toISOString() }).set);
    this.waitForNext();
  }

  private waitForNext(): void {
    const level = nextLevel(this.state);
    if (!level) return;
    const { id, dueTime } = level;
    this.agenda.at(dueTime, (now) => {
      const next = nextLevel(this.state);
      // It moved meanwhile, or came already: whoever moved it waits for it anew.
      if (next?.id !== id || next.dueTime.getTime() !== now.getTime()) return;
      const recipients: LevelRecipient[] = [{ repId: this.state.ownerId, role: 'owner' }];
      this.apply(recordLevel(this.state, id, now, recipients).change?.set);
      this.waitForNext();
      this.reached(id, now);
    });
  }

  private apply(set: Partial<Obligation> | undefined): void {
    if (set) this.state = { ...this.state, ...set };
  }
}
