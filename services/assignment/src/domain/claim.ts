import { type AppError, failedPrecondition } from '@fairlead/service-kit';
import type { LeadOwnership } from './ownership';
import { isOnLeave, type Rep } from './rep';

/** Why this rep may not claim the lead now; null when the claim may go on. The holding limit is checked by reserving. */
export function claimRefusal(
  ownership: LeadOwnership,
  rep: Pick<Rep, 'teamId' | 'active' | 'leaves'> & { id: string },
  now: Date,
): AppError | null {
  if (ownership.ownerId !== '') {
    const ownByOtherMeans = ownership.ownerId === rep.id && ownership.decision?.kind !== 'CLAIM';
    return ownByOtherMeans ? notInPool() : alreadyClaimed();
  }
  if (ownership.poolId === '' || ownership.closedAs !== '') return notInPool();
  if (rep.teamId !== ownership.teamId) {
    return failedPrecondition('NOT_MEMBER', `Rep ${rep.id} is not a member of the pool's team.`);
  }
  if (!rep.active) return failedPrecondition('REP_INACTIVE', `Rep ${rep.id} is not active.`);
  if (isOnLeave(rep.leaves, now)) return failedPrecondition('REP_ON_LEAVE', `Rep ${rep.id} is on leave.`);
  const { barredRepId, barredUntil } = ownership;
  if (barredRepId === rep.id && barredUntil && barredUntil.getTime() > now.getTime()) {
    const until = barredUntil.toISOString();
    return failedPrecondition('COOL_DOWN', `The former owner may claim it again after ${until}.`, { until });
  }
  return null;
}

export const holdingLimit = (limit: number) =>
  failedPrecondition('HOLDING_LIMIT', `The rep holds ${limit} open leads, no more are allowed.`, {
    limit: String(limit),
  });

const alreadyClaimed = () => failedPrecondition('ALREADY_CLAIMED', 'Somebody else has taken this lead.');
const notInPool = () => failedPrecondition('NOT_IN_POOL', 'The lead does not lie in a public pool.');
