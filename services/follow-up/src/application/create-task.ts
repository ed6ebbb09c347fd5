import { type CommandCall, createdId, findReplay, invalidArgument, visibleCustomer } from '@fairlead/service-kit';
import { type Task, taskCreated } from '../domain/task';
import type { Deps } from './deps';
import { refuseUnlessHolder } from './holder';
import { moveTask } from './move-tasks';

export interface NewTask {
  customerId: string;
  /** Empty: the calling rep. */
  ownerId: string;
  title: string;
  dueTime: Date;
}

/** Creates a task once per request id: a rep's own, or one for a rep of the manager's tree. */
export async function createTask<R>(deps: Deps, input: NewTask, call: CommandCall<Task, R>): Promise<R> {
  const { caller, command, context, reply } = call;
  const id = createdId(command);
  const before = await deps.tasks.store.find(id);
  if (before?.creation && findReplay([before.creation], command)) {
    return (await deps.tasks.store.create(id, before, [], context, command, reply)).reply;
  }
  const ownerId = input.ownerId || (caller.principal.rep ?? '');
  if (ownerId === '') throw invalidArgument([{ field: 'task.owner_id', description: 'is required: you are no rep' }]);
  const { ownership } = await visibleCustomer(deps, input.customerId, caller);
  const place = await placeOf(deps, ownerId);
  const task: Task = {
    ...input,
    ownerId,
    ...place,
    followUpId: '',
    ownershipRevision: Number(ownership?.revision ?? 0n),
  };
  refuseUnlessHolder(caller, task, 'task');
  const outcome = await deps.tasks.store.create(id, task, [taskCreated(id, task)], context, command, reply);
  // The customer may have got another owner while the task was written.
  const copy = await deps.ownerships.find(input.customerId);
  if (copy) await moveTask(deps, id, copy, context);
  return outcome.reply;
}

/** The owner's team, for the scope of managers. */
async function placeOf({ facts }: Deps, ownerId: string): Promise<{ teamId: string; teamPath: string[] }> {
  const rep = await facts.rep(ownerId);
  if (!rep) throw invalidArgument([{ field: 'task.owner_id', description: 'there is no such rep' }]);
  const team = await facts.team(rep.teamId);
  return { teamId: rep.teamId, teamPath: team?.path ?? [rep.teamId] };
}
