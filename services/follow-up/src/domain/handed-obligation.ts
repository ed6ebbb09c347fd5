import { followup as proto } from '@fairlead/proto';
import type { Change, OwnershipCopy } from '@fairlead/service-kit';
import type { LevelRest, ResumedClock } from './held-clock';
import type { LevelTimes } from './levels';
import { breachOf, movedLevels, type Obligation, obligationEvent } from './obligation';

/** How a clock goes on: since when and with how much, when its levels are due by that, and with which leave. */
export interface GoingOn {
  resumed: ResumedClock;
  times: LevelTimes;
  leavesRevision: number;
}

const isRunning = ({ state }: Obligation) => state === proto.ObligationState.OBLIGATION_STATE_OPEN;

/** Levels that are still to come, or due and not recorded. */
export const openLevels = ({ levels }: Pick<Obligation, 'levels'>) => levels.filter(({ recordTime }) => !recordTime);

/** The clock stands still from now on; null when it does already, or does not run. */
export function holdClock(obligation: Obligation, by: string, rest: LevelRest[], now: Date): Change<Obligation> | null {
  if (!isRunning(obligation) || obligation.held) return null;
  return { set: { held: { by, since: now, rest } }, events: [] };
}

/** The clock goes on where it is; null when this handover does not hold it. */
export function releaseClock(obligation: Obligation, by: string, goingOn: GoingOn): Change<Obligation> | null {
  if (!isRunning(obligation) || obligation.held?.by !== by) return null;
  return goOn(obligation, goingOn, {});
}

/** The clock goes on with its new owner, in that one's calendar; null when it followed this ownership or a later one. */
export function handOn(
  obligation: Obligation,
  ownership: OwnershipCopy,
  calendar: Pick<Obligation, 'calendarId' | 'calendarVersion'>,
  goingOn: GoingOn,
): Change<Obligation> | null {
  const { ownerId, teamId, teamPath, revision } = ownership;
  if (!isRunning(obligation) || revision <= (obligation.ownershipRevision ?? 0)) return null;
  const { calendarId, calendarVersion } = calendar;
  return goOn(obligation, goingOn, {
    ownerId,
    teamId,
    teamPath,
    calendarId,
    calendarVersion,
    ownershipRevision: revision,
  });
}

/** What was recorded stays so and never comes again. */
function goOn(
  obligation: Obligation,
  { resumed, times, leavesRevision }: GoingOn,
  owner: Partial<Obligation>,
): Change<Obligation> {
  const levels = movedLevels(obligation, times);
  const { beyondHolidayData } = times;
  const moved = { levels, dueTime: breachOf(levels), beyondHolidayData, leavesRevision, resumed, ...owner };
  return {
    set: { ...moved, held: undefined },
    events: [obligationEvent('crm.followup.obligation.rescheduled.v1', { ...obligation, ...moved }, {})],
  };
}
