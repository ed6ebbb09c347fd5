import { Allocation } from '../domain/allocation';
import { CompiledRules } from '../domain/compiled-rules';
import { heldEntry, repEntry, teamEntry } from '../domain/ledger-entry';
import type { RepFacts } from '../domain/roster';
import type { Rule, RuleSet } from '../domain/rule-set';

const BEGIN = new Date(0);

/** A rep as a test names it: facts, and what the rep has already. */
export type RepInput = Partial<RepFacts> & { id: string; openLeads?: number; lastAssignedMs?: number };

export const repFactsOf = ({ openLeads: _open, lastAssignedMs: _last, ...facts }: RepInput): RepFacts => ({
  revision: 1,
  teamId: 'south',
  territories: ['DE'],
  skills: [],
  languages: [],
  level: 0,
  capacityWeight: 1,
  dailyQuota: 0,
  active: true,
  leaves: [],
  ...facts,
});

/** The state with these reps in the team `south` (or the one they name) under the root team `root`. */
export function allocationOf(...reps: RepInput[]): Allocation {
  const allocation = new Allocation();
  const teamIds = new Set(['root', 'south', ...reps.map(({ teamId = 'south' }) => teamId)]);
  for (const id of teamIds) {
    const path = id === 'root' ? ['root'] : ['root', id];
    const parentId = id === 'root' ? '' : 'root';
    allocation.apply(teamEntry({ id, revision: 1, path, parentId, calendarId: '', createdAt: 0 }, BEGIN));
  }
  for (const rep of reps) allocation.apply(repEntry(repFactsOf(rep), BEGIN));
  for (const { id: repId, openLeads = 0, lastAssignedMs = 0 } of reps) {
    for (let index = 0; index < openLeads; index += 1) {
      const held = { leadId: `${repId}-${index}`, repId, revision: 1, cause: 'present' as const };
      allocation.apply(heldEntry(held, BEGIN));
    }
    const rep = allocation.rep(repId);
    if (rep) rep.load.lastAssignedMs = lastAssignedMs;
  }
  return allocation;
}

export const ruleOf = (id: string, overrides: Partial<Rule> = {}): Rule => ({
  id,
  condition: 'true',
  teamIds: ['south'],
  repCondition: '',
  balance: 'FEWEST_OPEN',
  workingHoursOnly: false,
  waitSeconds: 0,
  priority: 0,
  overflowTeamId: '',
  ...overrides,
});

export const rulesOf = (rules: Rule[], set: Partial<RuleSet> = {}) =>
  new CompiledRules({ version: 3, fallbackTeamId: 'root', knownOwnerFirst: false, ...set, rules });
