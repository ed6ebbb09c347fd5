import { type Change, type CommandCall, scopeOf } from '@fairlead/service-kit';
import { completeTask, reopenTask, type Task } from '../domain/task';
import type { TaskDoc } from '../repository/models';
import type { Deps } from './deps';
import { refuseUnlessHolder } from './holder';

/** Marks a task as done; done again answers the same. */
export const complete = <R>(deps: Pick<Deps, 'tasks'>, id: string, call: CommandCall<Task, R>): Promise<R> =>
  changeTask(deps, id, call, (task) => completeTask(id, task, call.context.now));

/** Opens a done task again; an open one stays as it is. */
export const reopen = <R>(deps: Pick<Deps, 'tasks'>, id: string, call: CommandCall<Task, R>): Promise<R> =>
  changeTask(deps, id, call, (task) => reopenTask(id, task));

async function changeTask<R>(
  { tasks }: Pick<Deps, 'tasks'>,
  id: string,
  { caller, command, context, reply }: CommandCall<Task, R>,
  decide: (task: TaskDoc) => Change<Task> | null,
): Promise<R> {
  await tasks.get(id, scopeOf(caller.principal));
  const outcome = await tasks.store.change(
    id,
    (task) => {
      refuseUnlessHolder(caller, task, 'task');
      return decide(task);
    },
    context,
    command,
    reply,
  );
  return outcome.reply;
}
