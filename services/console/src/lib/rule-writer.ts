import type { RuleSet } from '../api/rules';
import type { Team, User } from '../api/types';

type Named = Pick<RuleSet, 'rules' | 'fallbackTeamId'>;

/** Every team that rules name. */
const teamIdsOf = ({ rules, fallbackTeamId }: Named): string[] => [
  fallbackTeamId,
  ...rules.flatMap(({ teamIds, overflowTeamId }) => [...teamIds, ...(overflowTeamId === '' ? [] : [overflowTeamId])]),
];

/**
 * Whether a person may save, try or publish rules: an administrator, or a manager to whose teams all belong that they and
 * the rules in force name. The service decides; the page only does not offer what it would refuse.
 */
export function mayWriteRules(
  user: Pick<User, 'roles'>,
  ownTeams: readonly Team[],
  sets: (Named | undefined)[],
): boolean {
  if (user.roles.includes('admin')) return true;
  if (!user.roles.includes('manager')) return false;
  const own = new Set(ownTeams.map(({ id }) => id));
  return sets.every((set) => !set || teamIdsOf(set).every((id) => own.has(id)));
}
