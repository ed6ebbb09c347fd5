import { ALWAYS_OPEN, type WorkCalendar } from '@fairlead/service-kit';
import { ALWAYS } from '../domain/business-calendar';
import type { ClockFacts } from '../domain/clock-conditions';
import { stopsForLeave } from '../domain/clock-kinds';
import type { ClockTerms } from '../domain/clock-policy';
import { type ClockStand, elapsedOf, levelsFrom, standAt } from '../domain/held-clock';
import { type LevelTimes, levelTimes, offsetsOf } from '../domain/levels';
import type { Obligation } from '../domain/obligation';
import type { RepFact } from '../domain/organization';
import { choosePolicy } from '../domain/policy-choice';
import type { Repositories } from '../repository/repositories';
import type { OrganizationFacts } from './organization-facts';

export type PinnedPolicy = Pick<Obligation, 'policyId' | 'policyVersion'>;
export type PinnedCalendar = Pick<Obligation, 'calendarId' | 'calendarVersion'>;

/** What a clock is started with; the versions stay with it unless somebody decides otherwise. */
export type PinnedTerms = PinnedPolicy & PinnedCalendar;

/** What the times of a clock depend on. */
export type TimedClock = PinnedTerms &
  Pick<Obligation, 'kind' | 'openTime'> &
  Partial<Pick<Obligation, 'resumed' | 'pauses'>>;

/** Finds the policy, the calendar and the leave that a clock runs on. */
export class ClockTermsSource {
  constructor(
    private readonly repositories: Pick<Repositories, 'calendars' | 'policies'>,
    private readonly facts: OrganizationFacts,
  ) {}

  /** The version in force of the policy that fits; undefined when none of the kind does. */
  async choose(kind: string, facts: ClockFacts): Promise<PinnedPolicy | undefined> {
    const { policies } = this.repositories;
    const chosen = choosePolicy(await policies.ofKind(kind), kind, facts);
    if (!chosen) return undefined;
    return { policyId: chosen._id, policyVersion: await policies.keep(chosen) };
  }

  /**
   * The version in force of a team's calendar. A team without a calendar, or with one that does not exist here, works
   * around the clock: a wrong setting must not stop the clock.
   */
  async pinCalendar(teamId: string): Promise<PinnedCalendar> {
    const team = await this.facts.team(teamId);
    const wanted = team?.calendarId || ALWAYS;
    const calendar = await this.repositories.calendars.current(wanted);
    return calendar
      ? { calendarId: wanted, calendarVersion: calendar.version }
      : { calendarId: ALWAYS, calendarVersion: 1 };
  }

  /** The levels of a clock with this leave of the owner: from its start, or since it goes on. */
  async levelsOf(clock: TimedClock, leaves: RepFact['leaves']): Promise<LevelTimes> {
    const { kind, resumed, openTime, pauses = [] } = clock;
    const calendar = await this.calendar(clock);
    const absences = stopsForLeave(kind) ? leaves : [];
    if (resumed) return levelsFrom(resumed, calendar, absences, pauses);
    return levelTimes(openTime, await this.policy(clock), calendar, absences, pauses);
  }

  /** What is left of a clock at an instant, and what has passed of it, in the working time of its owner. */
  async standOf(obligation: Obligation, at: Date, leaves: RepFact['leaves']): Promise<ClockStand> {
    const { kind, held, resumed, openTime, pauses = [], levels } = obligation;
    const offsets = offsetsOf(await this.policy(obligation));
    if (held) return { rest: held.rest, elapsedMs: elapsedOf(held, offsets) };
    const from = resumed ? { at: resumed.at, elapsedMs: elapsedOf(resumed, offsets) } : { at: openTime, elapsedMs: 0 };
    const open = levels.filter(({ recordTime }) => !recordTime);
    const absences = stopsForLeave(kind) ? leaves : [];
    return standAt(at, from, open, await this.calendar(obligation), absences, pauses);
  }

  async calendar({ calendarId, calendarVersion }: PinnedCalendar): Promise<WorkCalendar> {
    if (calendarId === ALWAYS) return ALWAYS_OPEN;
    return this.repositories.calendars.version(calendarId, calendarVersion);
  }

  policy({ policyId, policyVersion }: PinnedPolicy): Promise<ClockTerms> {
    return this.repositories.policies.version(policyId, policyVersion);
  }
}
