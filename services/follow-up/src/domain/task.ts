import type { Change, NewEvent, OwnershipCopy } from '@fairlead/service-kit';

/** Something a rep has to do. */
export interface Task {
  customerId: string;
  ownerId: string;
  teamId: string;
  teamPath: string[];
  title: string;
  dueTime: Date;
  /** Set while it is done. */
  doneTime?: Date;
  /** Follow-up it came from; empty for one made by hand. */
  followUpId: string;
  /** Item of the playbook that it comes from; unset for any other. */
  playbookItem?: string;
  /** Ownership of the customer that it followed last; only a later one moves it. */
  ownershipRevision: number;
}

export const taskCreated = (taskId: string, task: Task): NewEvent => ({
  type: 'crm.followup.task.created.v1',
  subject: task.customerId,
  data: { taskId, ownerId: task.ownerId, dueTime: task.dueTime.toISOString() },
});

const taskData = (taskId: string, { ownerId, playbookItem }: Task) => ({
  taskId,
  ownerId,
  ...(playbookItem ? { playbookItem } : {}),
});

/** Marks as done; null when it is. */
export function completeTask(taskId: string, task: Task, now: Date): Change<Task> | null {
  if (task.doneTime) return null;
  const { customerId: subject } = task;
  return {
    set: { doneTime: now },
    events: [{ type: 'crm.followup.task.completed.v1', subject, data: taskData(taskId, task) }],
  };
}

/** Opens again; null when it is open. */
export function reopenTask(taskId: string, task: Task): Change<Task> | null {
  if (!task.doneTime) return null;
  const { customerId: subject } = task;
  return {
    set: { doneTime: undefined },
    events: [{ type: 'crm.followup.task.reopened.v1', subject, data: taskData(taskId, task) }],
  };
}

/** An open task goes with its customer to the new owner; null when it has followed this ownership or a later one. */
export function followOwner(task: Task, ownership: OwnershipCopy): Change<Task> | null {
  if (task.doneTime || ownership.ownerId === '' || ownership.revision <= task.ownershipRevision) return null;
  const { ownerId, teamId, teamPath, revision } = ownership;
  return { set: { ownerId, teamId, teamPath, ownershipRevision: revision }, events: [] };
}

/**
 * A handover moved the customer: an open task of the former owner goes along, somebody else's stays with whom it is. Null
 * when it has followed this ownership or a later one.
 */
export function followHandover(task: Task, ownership: OwnershipCopy, previousOwnerId: string): Change<Task> | null {
  const change = followOwner(task, ownership);
  if (!change || task.ownerId === previousOwnerId) return change;
  return { set: { ownershipRevision: ownership.revision }, events: [] };
}
