import { followup as proto } from '@fairlead/proto';
import { hasRole, type Principal } from '@fairlead/service-kit';
import type { CaseScope } from '../domain/case-sight';
import type { CaseDoc } from '../repository/case-models';
import type { CaseCounts } from '../repository/case-repository';
import type { CaseDeps } from './case-deps';

const { CaseLevel } = proto;
const LEVELS = [
  CaseLevel.CASE_LEVEL_IN_TIME,
  CaseLevel.CASE_LEVEL_DUE_SOON,
  CaseLevel.CASE_LEVEL_BREACHED,
  CaseLevel.CASE_LEVEL_TEAM_LEAD,
  CaseLevel.CASE_LEVEL_DIRECTOR,
  CaseLevel.CASE_LEVEL_EXECUTIVE,
];
const LONGEST = 10;
const NEAREST = 20;
const AGENTS = 100;

/** Open cases at a glance. */
export interface Board {
  counts: CaseCounts[];
  longest: CaseDoc[];
  nearest: CaseDoc[];
  agents: proto.AgentLoad[];
}

export async function readBoard(
  deps: CaseDeps,
  teamId: string,
  scope: CaseScope,
  principal: Principal,
  now: Date,
): Promise<Board> {
  const counts = await deps.cases.countOpen(teamId, scope);
  const longest = await deps.cases.longest(teamId, scope, LONGEST);
  const nearest: CaseDoc[] = [];
  for (const level of LEVELS) {
    const page = {
      caseIds: [],
      customerId: '',
      assigneeId: '',
      liveOnly: false,
      newestFirst: false,
      pageToken: '',
      caller: '',
    };
    const query = { ...page, teamId, level, openOnly: true, pageSize: NEAREST };
    nearest.push(...(await deps.cases.list(query, scope)).docs);
  }
  return { counts, longest, nearest, agents: await agentLoads(deps, teamId, scope, principal, now) };
}

/** Agents within the teams that the caller manages, the most loaded first. */
async function agentLoads(
  deps: CaseDeps,
  teamId: string,
  scope: CaseScope,
  principal: Principal,
  now: Date,
): Promise<proto.AgentLoad[]> {
  if (!hasRole(principal, 'manager', 'admin', 'operator', 'service')) return [];
  const within = (path: string[]) =>
    (scope.kind !== 'team' || path.includes(scope.teamId)) && (teamId === '' || path.includes(teamId));
  return (await deps.agents.all(now))
    .filter(({ teamPath }) => within(teamPath))
    .sort((a, b) => b.openCases - a.openCases || (a.repId < b.repId ? -1 : 1))
    .slice(0, AGENTS)
    .map(({ repId, openCases, capacityWeight, onLeave }) => ({ repId, openCases, capacityWeight, onLeave }));
}
