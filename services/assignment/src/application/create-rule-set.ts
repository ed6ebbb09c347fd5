import { type CommandCall, Faults } from '@fairlead/service-kit';
import { type RuleSet, ruleSetId } from '../domain/rule-set';
import { unsatisfiable } from '../domain/satisfiable';
import type { TeamDoc } from '../repository/models';
import type { RepRepository } from '../repository/rep-repository';
import type { RuleSetRepository } from '../repository/rule-set-repository';
import type { TeamRepository } from '../repository/team-repository';
import { createOnce } from './create-once';
import { repFacts, teamFacts } from './record-facts';
import { requireRuleWriter, teamIdsOf } from './require-rule-writer';

export type NewRuleSet = Pick<RuleSet, 'rules' | 'fallbackTeamId' | 'description' | 'knownOwnerFirst'>;

/** Most reps that are looked at to find out whether a rule can be met. */
const MAX_REPS = 5000;

interface Deps {
  teams: TeamRepository;
  reps: RepRepository;
  ruleSets: RuleSetRepository;
}

/** Saves a draft under the next number. Expressions were checked before; teams and reps are checked here. */
export async function createRuleSet<R>(deps: Deps, draft: NewRuleSet, call: CommandCall<RuleSet, R>): Promise<R> {
  const { ruleSets } = deps;
  return createOnce(
    ruleSets.store,
    (key) => ruleSets.findByCommand(key),
    call,
    async () => {
      await check(deps, draft);
      await requireRuleWriter(deps, call.caller.principal, [draft]);
      const version = (await ruleSets.newestVersion()) + 1;
      return { id: ruleSetId(version), state: { ...draft, version }, events: [] };
    },
  );
}

async function check({ teams, reps }: Deps, draft: NewRuleSet): Promise<void> {
  const known = new Map((await teams.findMany(teamIdsOf(draft))).map((team) => [team._id, team]));
  const faults = new Faults();
  faults.check(known.has(draft.fallbackTeamId), 'rule_set.fallback_team_id', 'there is no such team');
  draft.rules.forEach(({ teamIds, overflowTeamId }, rule) => {
    const field = `rule_set.rules[${rule}]`;
    teamIds.forEach((teamId, index) => {
      faults.check(known.has(teamId), `${field}.team_ids[${index}]`, 'there is no such team');
    });
    const sound = overflowTeamId === '' || known.has(overflowTeamId);
    faults.check(sound, `${field}.overflow_team_id`, 'there is no such team');
  });
  faults.throwIfAny();
  await checkReps(reps, draft, known, faults);
  faults.throwIfAny();
}

async function checkReps(
  reps: RepRepository,
  { rules }: NewRuleSet,
  known: Map<string, TeamDoc>,
  faults: Faults,
): Promise<void> {
  const asked = [...new Set(rules.flatMap(({ teamIds }) => teamIds))];
  if (asked.length === 0) return;
  const facts = (await reps.ofTeams(asked, MAX_REPS)).map(repFacts);
  const teams = new Map([...known].map(([id, team]) => [id, teamFacts(team)]));
  rules.forEach((rule, index) => {
    const group = facts.filter(({ teamId }) => rule.teamIds.includes(teamId));
    const why = unsatisfiable(rule, group, teams);
    if (why) faults.add(`rule_set.rules[${index}].team_ids`, why);
  });
}
