import type { OwnershipCopy, WriteContext } from '@fairlead/service-kit';
import { followHandover, followOwner } from '../domain/task';
import type { Deps } from './deps';

const PAGE = 100;

/** The open tasks of a customer go to its new owner; in a handover only those of the former owner. Answers whether any did. */
export async function moveTasks(
  deps: Pick<Deps, 'tasks'>,
  customerId: string,
  ownership: OwnershipCopy,
  context: WriteContext,
  previousOwnerId?: string,
): Promise<boolean> {
  let moved = false;
  for (let after = ''; ; ) {
    const page = await deps.tasks.openOf(customerId, after, PAGE);
    for (const { _id } of page) if (await moveTask(deps, _id, ownership, context, previousOwnerId)) moved = true;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return moved;
    after = last._id;
  }
}

export async function moveTask(
  { tasks }: Pick<Deps, 'tasks'>,
  id: string,
  ownership: OwnershipCopy,
  context: WriteContext,
  previousOwnerId?: string,
): Promise<boolean> {
  let moved = false;
  await tasks.store.change(
    id,
    (task) => {
      const change =
        previousOwnerId === undefined ? followOwner(task, ownership) : followHandover(task, ownership, previousOwnerId);
      moved = change !== null;
      return change;
    },
    context,
  );
  return moved;
}
