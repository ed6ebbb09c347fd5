import { AppError, type CommandCall, Faults, hasRole, permissionDenied } from '@fairlead/service-kit';
import { MAX_TEAM_DEPTH, MAX_TEAMS, pathOf, type Team } from '../domain/team';
import type { RepRepository } from '../repository/rep-repository';
import type { TeamRepository } from '../repository/team-repository';
import { createOnce } from './create-once';
import { requireTreeWriter } from './require-tree-writer';

export type NewTeam = Omit<Team, 'path' | 'commandKey'> & { id: string };

/** Creates a team below its parent, or a root (admins only). */
export async function createTeam<R>(
  { teams, reps }: { teams: TeamRepository; reps: RepRepository },
  { id, ...team }: NewTeam,
  call: CommandCall<Team, R>,
): Promise<R> {
  return createOnce(
    teams.store,
    (key) => teams.findByCommand(key),
    call,
    async () => {
      const faults = new Faults();
      const parent = team.parentId === '' ? null : await teams.find(team.parentId);
      faults.check(parent !== null || team.parentId === '', 'team.parent_id', 'there is no such team');
      faults.check((parent?.path.length ?? 0) < MAX_TEAM_DEPTH, 'team.parent_id', `lies ${MAX_TEAM_DEPTH} levels deep`);
      if (team.managerId !== '') {
        faults.check((await reps.find(team.managerId)) !== null, 'team.manager_id', 'there is no such rep');
      }
      faults.throwIfAny();
      if (parent) requireTreeWriter(call.caller.principal, parent.path);
      else if (!hasRole(call.caller.principal, 'admin')) throw permissionDenied('Only admins create root teams.');
      if ((await teams.count(MAX_TEAMS)) >= MAX_TEAMS) {
        throw new AppError(
          'RESOURCE_EXHAUSTED',
          'TOO_MANY_TEAMS',
          `There are ${MAX_TEAMS} teams, no more are allowed.`,
        );
      }
      const { managerId, calendarId } = team;
      const fields = ['display_name', 'parent_id', 'manager_id', 'calendar_id', 'pool_policy'];
      return {
        id,
        state: { ...team, path: pathOf(id, parent) },
        events: [
          { type: 'crm.assignment.team.updated.v1', subject: id, data: { teamId: id, managerId, calendarId, fields } },
        ],
      };
    },
  );
}
