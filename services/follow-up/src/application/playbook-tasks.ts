import { customer } from '@fairlead/proto';
import {
  derivedId,
  type Effect,
  fromClientError,
  type Handlers,
  type KitClient,
  type OwnershipCopy,
  ownershipOf,
  type TypedEvent,
  toMs,
  type WriteContext,
} from '@fairlead/service-kit';
import { completeTask, reopenTask, type Task, taskCreated } from '../domain/task';
import { copyOf } from './customer-facts';
import { type Deps, SELF } from './deps';
import { moveTask } from './move-tasks';

type Playbooks = Pick<KitClient<typeof customer.PlaybookServiceDefinition>, 'getPlaybook' | 'getStageGuide'>;
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
      const dueTime = new Date(since.getTime() + toMs(taskAfter));
      const made = await this.create(customerId, { playbookItem, title, dueTime }, ownership, context);
      if (made) effect = 'applied';
      else if (effect === 'ignored') effect = 'repeated';
    }
    return effect;
  }

  /**
   * A customer stands in a stage whose items came later: those of them that are not ticked off become tasks, due from now on.
   * Answers how many were made.
   */
  async makeFor(found: customer.Customer, wanted: readonly string[], context: WriteContext): Promise<number> {
    const { id: customerId, stage, state } = found;
    const told = found.ownership && copyOf(found.ownership);
    const ownership = newest(await this.deps.ownerships.find(customerId), told);
    if (state === customer.CustomerState.CUSTOMER_STATE_LOST || !ownership || ownership.ownerId === '') return 0;
    const guide = await this.guideOf(customerId);
    // It went on meanwhile: of the stage that it is in now an event told.
    if (guide?.stage !== stage) return 0;
    let made = 0;
    for (const { item, doneTime } of guide.items) {
      if (!item?.taskAfter || doneTime || !wanted.includes(item.id)) continue;
      const dueTime = new Date(context.now.getTime() + toMs(item.taskAfter));
      const task = { playbookItem: item.id, title: item.title, dueTime };
      if (await this.create(customerId, task, ownership, context)) made += 1;
    }
    return made;
  }

  /** Makes a task once; false when it was there. */
  private async create(
    customerId: string,
    {
      playbookItem,
      title,
      dueTime,
    }: { playbookItem: string; title: customer.BilingualText | undefined; dueTime: Date },
    { ownerId, teamId, teamPath, revision }: OwnershipCopy,
    context: WriteContext,
  ): Promise<boolean> {
    const task: Task = {
      customerId,
      ownerId,
      teamId,
      teamPath,
      title: [title?.zh, title?.en].filter(Boolean).join(' / '),
      dueTime,
      followUpId: '',
      playbookItem,
      ownershipRevision: revision,
    };
    const id = playbookTaskId(customerId, playbookItem);
    const { replayed } = await this.deps.tasks.store.create(id, task, [taskCreated(id, task)], context);
    // The customer may have got another owner while the task was written.
    const copy = await this.deps.ownerships.find(customerId);
    if (copy) await moveTask(this.deps, id, copy, context);
    return !replayed;
  }

  /** Undefined for a customer that is gone. */
  private async guideOf(customerId: string): Promise<customer.StageGuide | undefined> {
    try {
      return await this.deps.playbooks.getStageGuide({ customerId });
    } catch (error) {
      if (fromClientError(error).code === 'NOT_FOUND') return undefined;
      throw error;
    }
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

  /** The playbook was changed: it is read anew. Other processes hold the former one a moment longer. */
  forget(): Effect {
    this.held = undefined;
    return 'ignored';
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

/** A customer enters a stage, an item is ticked off, or the playbook is changed. */
export const playbookOnCustomer = (tasks: PlaybookTasks): Handlers => ({
  'crm.customer.stage.changed.v1': ({ subject, time }) => tasks.make(subject, time ?? new Date(), context()),
  'crm.customer.playbook.updated.v1': async () => tasks.forget(),
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
