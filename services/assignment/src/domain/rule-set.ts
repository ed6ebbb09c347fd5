/** How one of several eligible reps is chosen. */
export type Balance = 'FEWEST_OPEN' | 'ROUND_ROBIN' | 'CAPACITY_WEIGHT';

/** One rule: where its condition holds, the reps of its teams are looked at. */
export interface Rule {
  id: string;
  /** CEL over `lead`. */
  condition: string;
  teamIds: string[];
  /** CEL over `lead`, `rep` and `team`; empty: every rep is eligible. */
  repCondition: string;
  balance: Balance;
  /** Only reps whose team works at that moment are eligible. */
  workingHoursOnly: boolean;
  /** How long a lead waits for a rep when none can take it; 0: not at all. */
  waitSeconds: number;
  /** Of waiting leads the highest go first, 0 to 9. */
  priority: number;
  /** Team whose pool takes such a lead; empty: that of the fallback team. */
  overflowTeamId: string;
}

/** A version of the rules. Its content never changes. */
export interface RuleSet {
  version: number;
  rules: Rule[];
  fallbackTeamId: string;
  /** The owner of a known customer comes before the rules. */
  knownOwnerFirst: boolean;
  description: string;
  /** When it came into force for the last time; written once another set is about to take its place. */
  publishTime?: Date;
  /** Identity of the command that created it, to find it again without knowing its number. */
  commandKey: string;
}

/** The one pointer to the rules in force; it alone says what is published. Version 0: nothing yet. */
export interface Publication {
  version: number;
  publishTime?: Date;
}

export type RuleSetState = 'DRAFT' | 'PUBLISHED' | 'RETIRED';

export const MAX_RULES = 200;
export const MAX_RULE_TEAMS = 100;
export const MAX_WAIT_SECONDS = 366 * 86_400;
export const MAX_PRIORITY = 9;

export const ruleSetId = (version: number) => `rule-set:${version}`;

/** State and time of a version as the pointer tells them. */
export function stateOf(
  ruleSet: Pick<RuleSet, 'version' | 'publishTime'>,
  publication: Publication,
): { state: RuleSetState; publishTime?: Date } {
  if (publication.version === ruleSet.version) return { state: 'PUBLISHED', publishTime: publication.publishTime };
  if (ruleSet.publishTime) return { state: 'RETIRED', publishTime: ruleSet.publishTime };
  return { state: 'DRAFT' };
}
