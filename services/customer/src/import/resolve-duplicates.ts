import { customer as proto } from '@fairlead/proto';
import { actionFor, type MatchPolicy } from '../domain/match-policy';
import type { MatchKey } from '../repository/match-keys';

/** A row that could come in. */
export interface Candidate {
  /** The customer's id, made of the import and the row. */
  id: string;
  keys: MatchKey[];
}

/** A row whose customer is there already. */
export interface Match {
  fields: string[];
  customerId: string;
}

export interface Resolved<C extends Candidate> {
  accepted: C[];
  matched: { candidate: C; match: Match }[];
}

/** Whether an equal key keeps a row out. */
export const keepsOut = (field: MatchKey['field'], policy: MatchPolicy, allowSameName: boolean) => {
  const action = actionFor(field, policy);
  if (action === proto.MatchAction.MATCH_ACTION_BLOCK) return true;
  return action === proto.MatchAction.MATCH_ACTION_WARN && !allowSameName;
};

/**
 * Decides in the order of the rows which come in: a row is kept out by a key that another customer or an earlier row has.
 * `holderOf` answers who holds a key, undefined when nobody does or the holder never came to be.
 */
export function resolveDuplicates<C extends Candidate>(
  candidates: C[],
  holderOf: (key: string) => string | undefined,
  policy: MatchPolicy,
  allowSameName: boolean,
): Resolved<C> {
  const earlier = new Map<string, string>();
  const result: Resolved<C> = { accepted: [], matched: [] };
  for (const candidate of candidates) {
    const equal = candidate.keys.flatMap(({ field, key }) => {
      const holder = holderOf(key) ?? earlier.get(key);
      return holder !== undefined && holder !== candidate.id && keepsOut(field, policy, allowSameName)
        ? [{ field, holder }]
        : [];
    });
    const [first] = equal;
    if (first) {
      const fields = equal.filter(({ holder }) => holder === first.holder).map(({ field }) => field);
      result.matched.push({ candidate, match: { fields, customerId: first.holder } });
      continue;
    }
    result.accepted.push(candidate);
    for (const { key } of candidate.keys) if (!earlier.has(key)) earlier.set(key, candidate.id);
  }
  return result;
}
