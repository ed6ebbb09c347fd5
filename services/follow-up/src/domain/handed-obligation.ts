import { followup as proto } from '@fairlead/proto';
import type { Change, OwnershipCopy } from '@fairlead/service-kit';
import type { ClockStand, ResumedClock } from './held-clock';
import type { LevelTimes } from './levels';
import { moveLevels, type Obligation } from './obligation';

/** How a clock goes on: since when and with how much, when its levels are due by that, and with which leave. */
export interface GoingOn {
  resumed: ResumedClock;
  times: LevelTimes;
  leavesRevision: number;
}

/** The clock runs; its recycling has not begun. */
export const isRunning = ({ state }: Pick<Obligation, 'state'>) =>
  state === proto.ObligationState.OBLIGATION_STATE_OPEN;

/** Levels that are still to come, or due and not recorded. */
export const openLevels = ({ levels }: Pick<Obligation, 'levels'>) => levels.filter(({ recordTime }) => !recordTime);

/** The clock stands still from now on; null when it does already, or does not run. */
export function holdClock(obligation: Obligation, by: string, stand: ClockStand, now: Date): Change<Obligation> | null {
  if (!isRunning(obligation) || obligation.held) return null;
  return { set: { held: { by, since: now, ...stand } }, events: [] };
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

/** Another person does it from now on, in that one's calendar, with the time that is left; null when it is that one's already. */
export function reown(
  obligation: Obligation,
  owner: Pick<Obligation, 'ownerId' | 'teamId' | 'teamPath'>,
  calendar: Pick<Obligation, 'calendarId' | 'calendarVersion'>,
  goingOn: GoingOn,
): Change<Obligation> | null {
  if (!isRunning(obligation)) return null;
  const { ownerId, teamId, teamPath } = owner;
  if (obligation.ownerId === ownerId && obligation.teamId === teamId) return null;
  const { calendarId, calendarVersion } = calendar;
  const { resumed, times, leavesRevision } = goingOn;
  const mine = { ownerId, teamId, teamPath, calendarId, calendarVersion, leavesRevision };
  // One that stands still goes on later, with what was left when it was stopped.
  const going = obligation.held ? {} : { resumed };
  return moveLevels(obligation, times, { ...mine, ...going }, { cause: 'owner' });
}

/** What was recorded stays so and never comes again. */
const goOn = (
  obligation: Obligation,
  { resumed, times, leavesRevision }: GoingOn,
  owner: Partial<Obligation>,
): Change<Obligation> =>
  moveLevels(obligation, times, { leavesRevision, resumed, ...owner, held: undefined }, { cause: 'handover' });
