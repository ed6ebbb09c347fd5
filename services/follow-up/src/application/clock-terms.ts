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

/** What decides in which calendar a clock goes on. */
type TeamClock = PinnedTerms & Pick<Obligation, 'teamId'>;

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
   * The version in force of the calendar that a policy names, else of the team's. A team without a calendar, or with one that
   * does not exist here, works around the clock: a wrong setting must not stop the clock.
   */
  async pinCalendar({ calendarId }: Pick<ClockTerms, 'calendarId'>, teamId: string): Promise<PinnedCalendar> {
    const wanted = calendarId || (await this.facts.team(teamId))?.calendarId || ALWAYS;
    const calendar = await this.repositories.calendars.current(wanted);
    return calendar
      ? { calendarId: wanted, calendarVersion: calendar.version }
      : { calendarId: ALWAYS, calendarVersion: 1 };
  }

  /** The calendar of a clock that comes to a team: that one's, unless its policy names one or it is the clock's team already. */
  async calendarInTeam(seen: TeamClock, teamId: string): Promise<PinnedCalendar> {
    if (seen.teamId === teamId) return seen;
    const policy = await this.policy(seen);
    return policy.calendarId ? seen : this.pinCalendar(policy, teamId);
  }

  /** The calendar of a clock that comes to other terms: as it was, unless they name another one or name one no longer. */
  async calendarUnder(seen: TeamClock, before: ClockTerms, after: ClockTerms): Promise<PinnedCalendar> {
    if ((before.calendarId ?? '') === (after.calendarId ?? '')) return seen;
    const pinned = await this.pinCalendar(after, seen.teamId);
    return pinned.calendarId === seen.calendarId ? seen : pinned;
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
