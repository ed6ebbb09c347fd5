import { type AppError, failedPrecondition } from '@fairlead/service-kit';
import type { LeadOwnership } from './ownership';
import type { KnownPool, PoolTerms } from './pool';
import { isOnLeave, type Rep } from './rep';

/** A rep at the door of a pool. */
export interface Claimant extends Pick<Rep, 'teamId' | 'active' | 'leaves' | 'skills'> {
  id: string;
  /** Path of the rep's team, root first. */
  teamPath: readonly string[];
}

type Door = Pick<KnownPool, '_id' | 'teamId' | 'closed'>;

/**
 * Why this rep may not claim the lead now; null when the claim may go on. The holding limit and the quota of the day are
 * checked by reserving. A pool that is not there is like a closed one.
 */
export function claimRefusal(
  ownership: LeadOwnership,
  rep: Claimant,
  pool: Door | null,
  terms: PoolTerms,
  now: Date,
): AppError | null {
  if (ownership.ownerId !== '') {
    const ownByOtherMeans = ownership.ownerId === rep.id && ownership.decision?.kind !== 'CLAIM';
    return ownByOtherMeans ? notInPool() : alreadyClaimed();
  }
  if (ownership.poolId === '' || ownership.closedAs !== '') return notInPool();
  const refusal = entryRefusal(pool, terms, rep, now);
  if (refusal) return refusal;
  const { barredRepId, barredUntil } = ownership;
  if (barredRepId === rep.id && barredUntil && barredUntil.getTime() > now.getTime()) {
    const until = barredUntil.toISOString();
    return failedPrecondition('COOL_DOWN', `The former owner may claim it again after ${until}.`, { until });
  }
  return null;
}

/** Why this rep may claim nothing out of the pool now; null when it may. */
export function entryRefusal(pool: Door | null, terms: PoolTerms, rep: Claimant, now: Date): AppError | null {
  if (!pool || pool.closed) return failedPrecondition('POOL_CLOSED', 'Nothing is claimed out of a closed pool.');
  const stranger = strangerRefusal(pool, terms, rep);
  if (stranger) return stranger;
  const lacking = terms.requiredSkills.filter((skill) => !rep.skills.includes(skill));
  if (lacking.length > 0) {
    const skills = lacking.join(', ');
    return failedPrecondition('NOT_ALLOWED', `Claims here need the skills ${skills}.`, { skills });
  }
  if (!rep.active) return failedPrecondition('REP_INACTIVE', `Rep ${rep.id} is not active.`);
  if (isOnLeave(rep.leaves, now)) return failedPrecondition('REP_ON_LEAVE', `Rep ${rep.id} is on leave.`);
  return null;
}

function strangerRefusal({ teamId }: Door, terms: PoolTerms, rep: Claimant): AppError | null {
  if (terms.claimers === 'NAMED') {
    return terms.claimerRepIds.includes(rep.id)
      ? null
      : failedPrecondition('NOT_ALLOWED', `Rep ${rep.id} is not among those who may claim here.`);
  }
  const member = terms.claimers === 'TREE' ? rep.teamPath.includes(teamId) : rep.teamId === teamId;
  return member ? null : failedPrecondition('NOT_MEMBER', `Rep ${rep.id} is not a member of the pool's team.`);
}

/** Whether the rep belongs to those for whom a pool is, whatever else may stand against a claim. */
export const isClaimer = (pool: Door, terms: PoolTerms, rep: Claimant) => strangerRefusal(pool, terms, rep) === null;

export const holdingLimit = (limit: number) =>
  failedPrecondition('HOLDING_LIMIT', `The rep holds ${limit} open leads, no more are allowed.`, {
    limit: String(limit),
  });

export const dailyQuota = (limit: number) =>
  failedPrecondition('DAILY_QUOTA', `The rep has claimed ${limit} leads out of this pool today, no more are allowed.`, {
    limit: String(limit),
  });

const alreadyClaimed = () => failedPrecondition('ALREADY_CLAIMED', 'Somebody else has taken this lead.');
const notInPool = () => failedPrecondition('NOT_IN_POOL', 'The lead does not lie in a public pool.');
