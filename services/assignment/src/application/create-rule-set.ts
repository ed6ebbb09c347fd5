import { type CommandCall, Faults } from '@fairlead/service-kit';
import { type RuleSet, ruleSetId } from '../domain/rule-set';
import type { RuleSetRepository } from '../repository/rule-set-repository';
import type { TeamRepository } from '../repository/team-repository';
import { createOnce } from './create-once';

export type NewRuleSet = Pick<RuleSet, 'rules' | 'fallbackTeamId' | 'description'>;

/** Saves a draft under the next number. Expressions were checked before; the teams are checked here. */
export async function createRuleSet<R>(
  { teams, ruleSets }: { teams: TeamRepository; ruleSets: RuleSetRepository },
  draft: NewRuleSet,
  call: CommandCall<RuleSet, R>,
): Promise<R> {
  await checkTeams(teams, draft);
  return createOnce(
    ruleSets.store,
    (key) => ruleSets.findByCommand(key),
    call,
    async () => {
      const version = (await ruleSets.newestVersion()) + 1;
      return { id: ruleSetId(version), state: { ...draft, version }, events: [] };
    },
  );
}

async function checkTeams(teams: TeamRepository, draft: NewRuleSet): Promise<void> {
  const ids = [...new Set([draft.fallbackTeamId, ...draft.rules.flatMap(({ teamIds }) => teamIds)])];
  const known = new Set((await teams.findMany(ids)).map(({ _id }) => _id));
  const faults = new Faults();
  faults.check(known.has(draft.fallbackTeamId), 'rule_set.fallback_team_id', 'there is no such team');
  draft.rules.forEach(({ teamIds }, rule) => {
    teamIds.forEach((teamId, index) => {
      faults.check(known.has(teamId), `rule_set.rules[${rule}].team_ids[${index}]`, 'there is no such team');
    });
  });
  faults.throwIfAny();
}
