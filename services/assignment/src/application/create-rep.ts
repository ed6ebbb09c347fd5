import { type CommandCall, Faults } from '@fairlead/service-kit';
import type { Rep } from '../domain/rep';
import type { RepRepository } from '../repository/rep-repository';
import type { TeamRepository } from '../repository/team-repository';
import { createOnce } from './create-once';
import { requireTreeWriter } from './require-tree-writer';

export type NewRep = Omit<Rep, 'commandKey'> & { id: string };

/** Creates a rep in a team. */
export async function createRep<R>(
  { teams, reps }: { teams: TeamRepository; reps: RepRepository },
  { id, ...rep }: NewRep,
  call: CommandCall<Rep, R>,
): Promise<R> {
  return createOnce(
    reps.store,
    (key) => reps.findByCommand(key),
    call,
    async () => {
      const team = await teams.find(rep.teamId);
      new Faults().check(team !== null, 'rep.team_id', 'there is no such team').throwIfAny();
      requireTreeWriter(call.caller.principal, team?.path ?? []);
      const fields = [
        'display_name',
        'team_id',
        'territories',
        'skills',
        'capacity_weight',
        'active',
        'level',
        'languages',
        'daily_quota',
      ];
      return {
        id,
        state: rep,
        events: [
          { type: 'crm.assignment.rep.updated.v1', subject: id, data: { repId: id, teamId: rep.teamId, fields } },
        ],
      };
    },
  );
}
