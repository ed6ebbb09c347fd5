import { Copies, type OwnershipCopy, type PendingHint, type WorkCalendar } from '@fairlead/service-kit';
import type { BusinessCalendar } from '../domain/business-calendar';
import type { RepFact, TeamFact } from '../domain/organization';
import { ClockMoveRepository } from './clock-move-repository';
import type { plainModels } from './copy-models';
import { FollowUpRepository } from './follow-up-repository';
import { LeadEndings } from './lead-endings';
import type { AggregateModels } from './models';
import { ObligationRepository } from './obligation-repository';
import { PlaybookRoundRepository } from './playbook-round-repository';
import { PolicyRepository } from './policy-repository';
import { TaskRepository } from './task-repository';
import { VersionedRepository } from './versioned-repository';
import { Versions } from './versions';

export type CalendarRepository = VersionedRepository<BusinessCalendar, WorkCalendar>;

/** Everything that knows mongoose, ready for the use cases. */
export function createRepositories(models: AggregateModels, plain: ReturnType<typeof plainModels>, hint: PendingHint) {
  return {
    followUps: new FollowUpRepository(models.followUps, hint),
    tasks: new TaskRepository(models.tasks, hint),
    obligations: new ObligationRepository(models.obligations, hint),
    calendars: new VersionedRepository<BusinessCalendar, WorkCalendar>(
      'calendar',
      models.calendars,
      new Versions(plain.calendarVersions),
      ({ _id: id, timeZone, weekly, holidayRegion, exceptions }) => ({
        id,
        timeZone,
        weekly,
        holidayRegion,
        exceptions,
      }),
      hint,
    ),
    policies: new PolicyRepository(models.policies, new Versions(plain.policyVersions), hint),
    moves: new ClockMoveRepository(models.moves, hint),
    rounds: new PlaybookRoundRepository(models.rounds, hint),
    ownerships: new Copies<OwnershipCopy>(plain.ownerships),
    reps: new Copies<RepFact>(plain.reps),
    teams: new Copies<TeamFact>(plain.teams),
    endings: new LeadEndings(plain.endings),
  };
}

export type Repositories = ReturnType<typeof createRepositories>;
