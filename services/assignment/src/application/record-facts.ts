import type { followup } from '@fairlead/proto';
import type { Logger } from '@fairlead/service-kit';
import type { HeldCause } from '../domain/ledger-entry';
import { calendarEntry, heldEntry, repEntry, rulesEntry, teamEntry } from '../domain/ledger-entry';
import type { RepFacts, TeamFacts } from '../domain/roster';
import type { LeadOwnershipDoc, PublicationDoc, RepDoc, TeamDoc } from '../repository/models';
import type { RepRepository } from '../repository/rep-repository';
import type { RuleSetRepository } from '../repository/rule-set-repository';
import type { TeamRepository } from '../repository/team-repository';
import type { Allocator } from './allocator';
import { toWorkCalendar } from './to-work-calendar';

export interface FactSources {
  teams: TeamRepository;
  reps: RepRepository;
  ruleSets: RuleSetRepository;
  calendars: { getCalendar(request: followup.GetCalendarRequest): Promise<followup.Calendar> };
  logger: Logger;
}

/** Brings into the ledger what decisions see of reps, teams, calendars and rules, whenever it changed. */
export class FactRecorder {
  constructor(
    private readonly sources: FactSources,
    private readonly allocator: Allocator,
  ) {}

  async rep(repId: string): Promise<void> {
    const doc = await this.sources.reps.find(repId);
    if (doc) await this.allocator.record(repEntry(repFacts(doc), doc.updateTime));
  }

  async team(teamId: string): Promise<void> {
    const doc = await this.sources.teams.find(teamId);
    if (doc) await this.allocator.record(teamEntry(teamFacts(doc), doc.updateTime));
  }

  async published(): Promise<void> {
    await this.publication(await this.sources.ruleSets.publication());
  }

  private async publication({ version, revision, publishTime, createTime }: PublicationDoc): Promise<void> {
    if (version > 0) await this.allocator.record(rulesEntry(version, revision, publishTime ?? createTime));
  }

  /** The present version of a calendar. */
  async calendar(calendarId: string): Promise<void> {
    const calendar = await this.sources.calendars.getCalendar({ calendarId });
    await this.allocator.record(calendarEntry(toWorkCalendar(calendar), calendar.version, new Date()));
  }

  /** Who holds a lead, when no decision by rules brought it about. */
  held({ _id, ownerId, closedAs, revision }: LeadOwnershipDoc, cause: HeldCause, time: Date): Promise<void> {
    const repId = closedAs === '' ? ownerId : '';
    return this.allocator.record(heldEntry({ leadId: _id, repId, revision, cause }, time));
  }

  /** What a command changed, told at once; a failure is left to the consumer of the own log. */
  async soon(record: () => Promise<void>): Promise<void> {
    try {
      await record();
    } catch (error) {
      this.sources.logger.warn({ err: error }, 'a change is not in the ledger yet; the event log brings it there');
    }
  }
}

export const repFacts = (doc: RepDoc): RepFacts => ({
  id: doc._id,
  revision: doc.revision,
  teamId: doc.teamId,
  territories: doc.territories,
  skills: doc.skills,
  languages: doc.languages ?? [],
  level: doc.level ?? 0,
  capacityWeight: doc.capacityWeight,
  dailyQuota: doc.dailyQuota ?? 0,
  active: doc.active,
  leaves: doc.leaves.map(({ id, from, to }) => ({ id, from, to })),
});

export const teamFacts = (doc: TeamDoc): TeamFacts => ({
  id: doc._id,
  revision: doc.revision,
  path: doc.path,
  parentId: doc.parentId,
  calendarId: doc.calendarId ?? '',
  createdAt: doc.createTime.getTime(),
});
