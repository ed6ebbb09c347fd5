import { type CommandCall, Faults, notFound, staleEtag } from '@fairlead/service-kit';
import type { Team } from '../domain/team';
import type { RepRepository } from '../repository/rep-repository';
import type { TeamRepository } from '../repository/team-repository';
import { requireTreeWriter } from './require-tree-writer';

export interface TeamUpdate {
  id: string;
  etag: string;
  values: Partial<Pick<Team, 'displayName' | 'managerId' | 'calendarId' | 'poolPolicy'>>;
  /** Names of the changed fields as the proto spells them. */
  fields: string[];
}

/** Changes settings of a team. */
export async function updateTeam<R>(
  { teams, reps }: { teams: TeamRepository; reps: RepRepository },
  { id, etag, values, fields }: TeamUpdate,
  call: CommandCall<Team, R>,
): Promise<R> {
  const team = await teams.find(id);
  if (!team) throw notFound('team', id);
  requireTreeWriter(call.caller.principal, team.path);
  if (values.managerId) {
    const known = await reps.find(values.managerId);
    new Faults().check(known !== null, 'team.manager_id', 'there is no such rep').throwIfAny();
  }
  const { reply } = await teams.store.change(
    id,
    (doc) => {
      if (String(doc.revision) !== etag) throw staleEtag();
      const { managerId, calendarId } = { ...doc, ...values };
      return {
        set: values,
        events: [
          { type: 'crm.assignment.team.updated.v1', subject: id, data: { teamId: id, managerId, calendarId, fields } },
        ],
      };
    },
    call.context,
    call.command,
    call.reply,
  );
  return reply;
}
