import type { Candidate, Rejection } from './decision';

/** What one rule saw of its reps: those who could take the lead, the most due first, then the others by id. */
export interface Look {
  ruleId: string;
  repIds: string[];
  /** One letter per rep, see REJECTION_OF. */
  why: string;
  openLeads: number[];
  givenToday: number[];
  capacityWeight: number[];
}

/** How many reps of a rule could not take the lead for one reason. */
export interface RejectionCount {
  ruleId: string;
  reason: Exclude<Rejection, ''>;
  count: number;
}

const REJECTION_OF: Record<string, Rejection> = {
  '.': '',
  I: 'INACTIVE',
  L: 'ON_LEAVE',
  W: 'OFF_HOURS',
  C: 'CONDITION',
  N: 'NO_CAPACITY',
  H: 'HOLDING_LIMIT',
  Q: 'DAILY_QUOTA',
  B: 'COOL_DOWN',
};
const LETTER_OF = new Map(Object.entries(REJECTION_OF).map(([letter, rejection]) => [rejection, letter]));

export const letterOf = (rejection: Rejection) => LETTER_OF.get(rejection) as string;
const rejectionOf = (letter: string | undefined): Rejection => REJECTION_OF[letter ?? '.'] ?? '';

/** Most reps that the looks of one decision list; of more, only the counts are kept. */
export const MAX_LISTED_REPS = 5000;

export const candidateAt = (look: Look, index: number): Candidate => ({
  repId: look.repIds[index] ?? '',
  ruleId: look.ruleId,
  openLeads: look.openLeads[index] ?? 0,
  givenToday: look.givenToday[index] ?? 0,
  capacityWeight: look.capacityWeight[index] ?? 0,
  rejectedBecause: rejectionOf(look.why[index]),
});

/** The reps of all looks, at most `limit`. */
export function candidatesOf(looks: readonly Look[], limit: number): Candidate[] {
  const found: Candidate[] = [];
  for (const look of looks) {
    for (let index = 0; index < look.repIds.length && found.length < limit; index += 1)
      found.push(candidateAt(look, index));
  }
  return found;
}

/** What became of a rep: the last rule that looked at it, and its place among those who could take the lead (from 1). */
export function standingOf(looks: readonly Look[], repId: string): { candidate: Candidate; rank: number } | null {
  for (const look of [...looks].reverse()) {
    const index = look.repIds.indexOf(repId);
    if (index === -1) continue;
    const candidate = candidateAt(look, index);
    return { candidate, rank: candidate.rejectedBecause === '' ? index + 1 : 0 };
  }
  return null;
}
