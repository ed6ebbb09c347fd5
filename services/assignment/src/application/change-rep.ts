import { type Change, type CommandCall, notFound } from '@fairlead/service-kit';
import type { Rep } from '../domain/rep';
import type { RepDoc } from '../repository/models';
import type { RepRepository } from '../repository/rep-repository';
import type { TeamRepository } from '../repository/team-repository';
import { requireTreeWriter } from './require-tree-writer';

/** Changes a rep after checking that the caller may: admins and the managers of the rep's team or one above it. */
export async function changeRep<R>(
  { teams, reps }: { teams: TeamRepository; reps: RepRepository },
  repId: string,
  decide: (rep: RepDoc) => Change<Rep> | null,
  call: CommandCall<Rep, R>,
): Promise<R> {
  const rep = await reps.find(repId);
  if (!rep) throw notFound('rep', repId);
  const team = await teams.find(rep.teamId);
  requireTreeWriter(call.caller.principal, team?.path ?? []);
  return (await reps.store.change(repId, decide, call.context, call.command, call.reply)).reply;
}
