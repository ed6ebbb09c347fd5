import type { ClockConditions, ClockFacts } from './clock-conditions';
import { type ClockPolicy, FIRST_CONTACT_POLICY } from './clock-policy';

const ASKED: [keyof ClockConditions, keyof ClockFacts][] = [
  ['stages', 'stage'],
  ['sources', 'source'],
  ['valueLevels', 'valueLevel'],
  ['customerTypes', 'customerType'],
  ['caseKinds', 'caseKind'],
  ['priorities', 'priority'],
];

const PREFIX = /^(STAGE|VALUE_LEVEL|CUSTOMER_TYPE|CASE_KIND|CASE_PRIORITY|PRIORITY)_/;

/** `STAGE_QUOTE` and `quote` are `QUOTE`. */
export const shortName = (value: string): string => value.trim().toUpperCase().replace(PREFIX, '');

/** An empty list asks for nothing; every other one must hold the fact. */
export const fits = (conditions: Partial<ClockConditions> | undefined, facts: ClockFacts): boolean =>
  ASKED.every(([list, fact]) => {
    const wanted = conditions?.[list] ?? [];
    if (wanted.length === 0) return true;
    const value = facts[fact];
    return value !== undefined && wanted.some((each) => shortName(each) === shortName(value));
  });

/** Documents from before there was a choice were not in force, except the policy of new leads. */
export const isActive = ({ _id, active }: { _id: string; active?: boolean | undefined }): boolean =>
  active ?? _id === FIRST_CONTACT_POLICY;

/** Whether a policy asks for anything at all. */
export const hasConditions = (conditions: Partial<ClockConditions> | undefined): boolean =>
  ASKED.some(([list]) => (conditions?.[list] ?? []).length > 0);

type Candidate = Pick<ClockPolicy, 'kind' | 'conditions' | 'priority' | 'active'> & { _id: string };

/** The active policy of a kind with the highest priority among those that fit; of equal ones the first by id. */
export function choosePolicy<P extends Candidate>(policies: readonly P[], kind: string, facts: ClockFacts) {
  return policies
    .filter((policy) => policy.kind === kind && isActive(policy) && fits(policy.conditions, facts))
    .sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || (a._id < b._id ? -1 : 1))[0];
}
