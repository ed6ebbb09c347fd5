import type { customer } from '@fairlead/proto';
import {
  derivedId,
  type Effect,
  type Handlers,
  type KitClient,
  type OwnershipCopy,
  ownershipOf,
  type TypedEvent,
  toMs,
  type WriteContext,
} from '@fairlead/service-kit';
import { completeTask, reopenTask, type Task, taskCreated } from '../domain/task';
import { type Deps, SELF } from './deps';
import { moveTask } from './move-tasks';

type Playbooks = Pick<KitClient<typeof customer.PlaybookServiceDefinition>, 'getPlaybook'>;
type TaskDeps = Pick<Deps, 'tasks' | 'ownerships' | 'customers'> & { playbooks: Playbooks };

/** A change of the playbook makes other tasks after this time at the latest. */
const FRESH_MS = 10_000;

/** Id of the task that an item of the playbook means for a customer; there is one for ever. */
export const playbookTaskId = (customerId: string, item: string): string =>
  derivedId('playbook-task', customerId, item);

/**
 * Items of the playbook that are to be done until a time become tasks of the owner when the customer enters their stage or
 * gets an owner there. What is done in one place is done in the other.
 */
export class PlaybookTasks {
  private held?: { at: number; stages: customer.StagePlaybook[] };

  constructor(private readonly deps: TaskDeps) {}

  /**
   * The customer is in a stage since a time: its tasks are made, each once. `told`: the ownership that the occasion tells
   * of; the copy, which another consumer keeps, may not know it yet.
   */
  async make(customerId: string, since: Date, context: WriteContext, told?: OwnershipCopy): Promise<Effect> {
    const stages = await this.stages(context.now);
    if (!stages.some(({ items }) => items.some(({ taskAfter }) => taskAfter))) return 'ignored';
    const ownership = newest(await this.deps.ownerships.find(customerId), told);
    if (!ownership || ownership.ownerId === '') return 'ignored';
    const { stage, type } = await this.deps.customers.getCustomer({ customerId });
    const items = stages.find((part) => part.stage === stage)?.items ?? [];
    let effect: Effect = 'ignored';
    for (const { id: playbookItem, title, taskAfter, customerTypes } of items) {
      if (!taskAfter || (customerTypes.length > 0 && !customerTypes.includes(type))) continue;
      const { ownerId, teamId, teamPath, revision } = ownership;
      const task: Task = {
        customerId,
        ownerId,
        teamId,
        teamPath,
        title: [title?.zh, title?.en].filter(Boolean).join(' / '),
        dueTime: new Date(since.getTime() + toMs(taskAfter)),
        followUpId: '',
        playbookItem,
        ownershipRevision: revision,
      };
      const id = playbookTaskId(customerId, playbookItem);
      const { replayed } = await this.deps.tasks.store.create(id, task, [taskCreated(id, task)], context);
      // The customer may have got another owner while the task was written.
      const copy = await this.deps.ownerships.find(customerId);
      if (copy) await moveTask(this.deps, id, copy, context);
      if (!replayed) effect = 'applied';
      else if (effect === 'ignored') effect = 'repeated';
    }
    return effect;
  }

  /** An item was ticked off, or that was taken back: so is its task, where it has one. */
  async follow(customerId: string, item: string, done: boolean, context: WriteContext): Promise<Effect> {
    const id = playbookTaskId(customerId, item);
    if (!(await this.deps.tasks.store.find(id))) return 'ignored';
    let changed = false;
    await this.deps.tasks.store.change(
      id,
      (task) => {
        const change = done ? completeTask(id, task, context.now) : reopenTask(id, task);
        changed = change !== null;
        return change;
      },
      context,
    );
    return changed ? 'applied' : 'repeated';
  }

  private async stages(now: Date): Promise<customer.StagePlaybook[]> {
    if (this.held && now.getTime() - this.held.at < FRESH_MS) return this.held.stages;
    const { stages } = await this.deps.playbooks.getPlaybook({});
    this.held = { at: now.getTime(), stages };
    return stages;
  }
}

const newest = (copy: OwnershipCopy | null, told?: OwnershipCopy): OwnershipCopy | null =>
  told && (!copy || told.revision > copy.revision) ? told : copy;

const context = (): WriteContext => ({ now: new Date(), actor: SELF });

/** A customer enters a stage, or an item is ticked off. */
export const playbookOnCustomer = (tasks: PlaybookTasks): Handlers => ({
  'crm.customer.stage.changed.v1': ({ subject, time }) => tasks.make(subject, time ?? new Date(), context()),
  'crm.customer.checklist.changed.v1': ({ subject, data }) => tasks.follow(subject, data.item, data.done, context()),
});

type Given = 'crm.assignment.lead.assigned.v1' | 'crm.assignment.lead.claimed.v1';

/** A customer gets an owner: the tasks of the stage in which it is are that one's. */
export function playbookOnAssignment(tasks: PlaybookTasks): Handlers {
  const given = ({ subject, data }: TypedEvent<Given>) => {
    const ownership = ownershipOf(data);
    return tasks.make(subject, ownership.since, context(), ownership);
  };
  return { 'crm.assignment.lead.assigned.v1': given, 'crm.assignment.lead.claimed.v1': given };
}
