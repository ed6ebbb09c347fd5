import { dayIn } from '../domain/claim-count';
import type { PoolTerms } from '../domain/pool';
import type { TeamDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';

/**
 * The day that a claim counts for: that of the calendar of the pool's team. Where the day limits nothing, a calendar that
 * cannot be asked holds up no claim.
 */
export async function claimDayOf(
  { calendars, logger }: Pick<OwnershipDeps, 'calendars' | 'logger'>,
  team: TeamDoc | null,
  { claimsPerDay }: Pick<PoolTerms, 'claimsPerDay'>,
  now: Date,
): Promise<string> {
  try {
    return dayIn(await calendars.timeZoneOf(team?.calendarId ?? ''), now);
  } catch (error) {
    if (claimsPerDay > 0) throw error;
    logger.warn({ err: error, calendarId: team?.calendarId }, 'a claim was counted for the day in UTC');
    return dayIn('UTC', now);
  }
}
