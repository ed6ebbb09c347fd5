import type { CaseRecipient } from '@fairlead/proto';
import { type Change, failedPrecondition } from '@fairlead/service-kit';
import { type Case, type CaseRating, caseEvent, changeCase, IMPROVEMENT, MAX_CYCLES } from './case';

export type GivenRating = Pick<CaseRating, 'cycle' | 'csat' | 'nps' | 'comment'>;

/** The customer's answer, once a resolution: the same again changes nothing, another one is refused. */
export function rateCase(
  id: string,
  found: Case,
  given: GivenRating,
  poorRating: number,
  supervisorId: string,
  now: Date,
): Change<Case> | null {
  const earlier = found.ratings.find(({ cycle }) => cycle === given.cycle);
  if (earlier) {
    const same = earlier.csat === given.csat && earlier.nps === given.nps && earlier.comment === given.comment;
    if (same) return null;
    throw failedPrecondition('ALREADY_RATED', 'This was rated already.');
  }
  // A poor rating of an improvement makes no further one: that would go round in circles.
  const poor = given.csat <= poorRating && found.subtype !== IMPROVEMENT;
  const { nps, ...rest } = given;
  const rating: CaseRating = { ...rest, ...(nps === undefined ? {} : { nps }), time: now, poor };
  const told: CaseRecipient[] = poor
    ? [
        ...(found.assigneeId ? [{ repId: found.assigneeId, role: 'agent' as const }] : []),
        ...(supervisorId && supervisorId !== found.assigneeId
          ? [{ repId: supervisorId, role: 'supervisor' as const }]
          : []),
      ]
    : [];
  const ratings = [...found.ratings, rating].slice(0, MAX_CYCLES);
  return changeCase(found, { ratings }, (changed) => [
    caseEvent('crm.followup.case.rated.v1', id, changed, { csat: given.csat, poor, recipients: told }),
  ]);
}
