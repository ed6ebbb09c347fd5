import { ALWAYS_OPEN, type WorkCalendar } from '@fairlead/service-kit';
import { ALWAYS } from '../domain/business-calendar';
import { type ClockTerms, FIRST_CONTACT_POLICY } from '../domain/clock-policy';
import { levelsFrom } from '../domain/held-clock';
import { type LevelTimes, levelTimes } from '../domain/levels';
import type { Obligation } from '../domain/obligation';
import type { RepFact } from '../domain/organization';
import type { Repositories } from '../repository/repositories';
import type { OrganizationFacts } from './organization-facts';

/** What a clock is started with; the versions stay with it for life. */
export interface PinnedTerms {
  policyId: string;
  policyVersion: number;
  calendarId: string;
  calendarVersion: number;
}

/** Finds the policy, the calendar and the leave that a clock runs on. */
export class ClockTermsSource {
  constructor(
    private readonly repositories: Pick<Repositories, 'calendars' | 'policies'>,
    private readonly facts: OrganizationFacts,
  ) {}

  /**
   * The versions in force for a team. A team without a calendar, or with one that does not exist here, works around the
   * clock: a wrong setting must not stop the clock.
   */
  async pin(teamId: string): Promise<PinnedTerms> {
    const [policy, team] = await Promise.all([
      this.repositories.policies.current(FIRST_CONTACT_POLICY),
      this.facts.team(teamId),
    ]);
    if (!policy) throw new Error('The built-in policy is missing.');
    const wanted = team?.calendarId || ALWAYS;
    const calendar = await this.repositories.calendars.current(wanted);
    const pinned = calendar
      ? { calendarId: wanted, calendarVersion: calendar.version }
      : { calendarId: ALWAYS, calendarVersion: 1 };
    return { policyId: FIRST_CONTACT_POLICY, policyVersion: policy.version, ...pinned };
  }

  /** The levels of a clock on its pinned terms, with this leave of the owner. */
  async levels(openTime: Date, pinned: PinnedTerms, leaves: RepFact['leaves']): Promise<LevelTimes> {
    return levelTimes(openTime, await this.policy(pinned), await this.calendar(pinned), leaves);
  }

  /** The levels of a clock that is there, with this leave of the owner: from its start, or since it goes on. */
  async levelsOf(obligation: Obligation, leaves: RepFact['leaves']): Promise<LevelTimes> {
    const { resumed, openTime } = obligation;
    if (!resumed) return this.levels(openTime, obligation, leaves);
    return levelsFrom(resumed, await this.calendar(obligation), leaves);
  }

  async calendar({ calendarId, calendarVersion }: Pick<Obligation, 'calendarId' | 'calendarVersion'>) {
    if (calendarId === ALWAYS) return ALWAYS_OPEN;
    return this.repositories.calendars.version(calendarId, calendarVersion) as Promise<WorkCalendar>;
  }

  private policy({ policyId, policyVersion }: PinnedTerms): Promise<ClockTerms> {
    return this.repositories.policies.version(policyId, policyVersion);
  }
}
