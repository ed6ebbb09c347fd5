import { hasRole, type Principal } from '@fairlead/service-kit';
import type { RuleSet } from '../domain/rule-set';
import type { RuleSetRepository } from '../repository/rule-set-repository';
import type { TeamRepository } from '../repository/team-repository';
import { requireTreeWriter } from './require-tree-writer';

type Named = Pick<RuleSet, 'rules' | 'fallbackTeamId'>;

/** Every team that a rule set names. */
export const teamIdsOf = ({ fallbackTeamId, rules }: Named): string[] => {
  const overflow = rules.map(({ overflowTeamId }) => overflowTeamId).filter((id) => id !== '');
  return [...new Set([fallbackTeamId, ...overflow, ...rules.flatMap(({ teamIds }) => teamIds)])];
};

/**
 * Rules decide about everybody's leads: a manager changes them only where all their teams, and all teams of the rules in
 * force, belong to the manager's tree.
 */
export async function requireRuleWriter(
  { teams, ruleSets }: { teams: TeamRepository; ruleSets: RuleSetRepository },
  principal: Principal,
  sets: Named[],
): Promise<void> {
  if (hasRole(principal, 'admin')) return;
  const { version } = await ruleSets.publication();
  const inForce = version > 0 ? await ruleSets.find(version) : null;
  const ids = new Set([...sets, ...(inForce ? [inForce] : [])].flatMap(teamIdsOf));
  for (const team of await teams.findMany([...ids])) requireTreeWriter(principal, team.path);
}
