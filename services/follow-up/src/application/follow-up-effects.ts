import type { WriteContext } from '@fairlead/service-kit';
import { taskCreated } from '../domain/task';
import type { FollowUpDoc } from '../repository/models';
import type { Deps } from './deps';
import { fulfilFirstContact } from './end-obligations';
import { moveTask } from './move-tasks';

/**
 * What follows from a follow-up: contact ends the clock of its cycle, a next step becomes a task. Done right after the
 * record was written, and again by the consumer of the own log; each effect has its key, so it is made once.
 */
export async function applyFollowUp(deps: Deps, doc: FollowUpDoc, context: WriteContext): Promise<boolean> {
  const ended = doc.contact && (await fulfilFirstContact(deps, doc.customerId, doc.cycle, context));
  const planned = doc.taskId !== '' && (await createNextStep(deps, doc, context));
  return ended || planned;
}

async function createNextStep(deps: Deps, doc: FollowUpDoc, context: WriteContext): Promise<boolean> {
  const { customerId, ownerId, teamId, teamPath, ownershipRevision, nextStep, nextStepDue } = doc;
  const task = {
    customerId,
    ownerId,
    teamId,
    teamPath,
    ownershipRevision,
    title: nextStep,
    dueTime: nextStepDue as Date,
    followUpId: doc._id,
  };
  const { created } = await createTaskOnce(deps, doc.taskId, task, context);
  // The customer may have got another owner between the follow-up and its task.
  const ownership = await deps.ownerships.find(customerId);
  if (ownership) await moveTask(deps, doc.taskId, ownership, context);
  return created;
}

async function createTaskOnce(
  { tasks }: Pick<Deps, 'tasks'>,
  id: string,
  task: Parameters<Deps['tasks']['store']['create']>[1],
  context: WriteContext,
): Promise<{ created: boolean }> {
  if (await tasks.store.find(id)) return { created: false };
  const outcome = await tasks.store.create(id, task, [taskCreated(id, task)], context);
  return { created: !outcome.replayed };
}
