import {
  type AccessScope,
  AggregateStore,
  dueWithin,
  inScope,
  listInScope,
  notFound,
  type PendingHint,
  retryStore,
} from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Task } from '../domain/task';
import { countBy, groupBy } from './count-by';
import type { TaskDoc } from './models';

export interface TaskQuery {
  ownerId: string;
  customerId: string;
  openOnly: boolean;
  dueBefore?: Date;
  dueAfter?: Date;
  pageSize: number;
  pageToken: string;
  caller: string;
}

/** All access to task documents. */
export class TaskRepository {
  readonly store: AggregateStore<Task>;

  constructor(
    private readonly model: Model<TaskDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('task', model, hint);
  }

  /** The task, when it exists and is in scope; NOT_FOUND otherwise. */
  async get(id: string, scope: AccessScope): Promise<TaskDoc> {
    const doc = await this.store.find(id);
    if (!doc || !inScope(scope, doc)) throw notFound('task', id);
    return doc;
  }

  async list(
    { ownerId, customerId, openOnly, dueBefore, dueAfter, ...page }: TaskQuery,
    scope: AccessScope,
  ): Promise<{ docs: TaskDoc[]; nextPageToken: string }> {
    const filter = {
      ...(ownerId ? { ownerId } : {}),
      ...(customerId ? { customerId } : {}),
      ...(openOnly ? { doneTime: { $exists: false } } : {}),
      ...dueWithin(dueAfter, dueBefore),
    };
    return listInScope<TaskDoc>(this.model, scope, { name: 'tasks', filter, sortBy: 'dueTime', direction: 1, ...page });
  }

  /** How many of a rep are open, by customer; of these customers, or (none given) of all, under the empty id. */
  async countOpen(ownerId: string, customerIds: string[]): Promise<Map<string, number>> {
    return countBy(this.model, { ownerId, doneTime: { $exists: false } }, 'customerId', customerIds);
  }

  /** Open tasks of a rep by customer, at most `limit` customers. */
  async openByCustomer(ownerId: string, limit: number): Promise<Map<string, number>> {
    return groupBy(this.model, { ownerId, doneTime: { $exists: false } }, 'customerId', limit);
  }

  /** Open tasks of a customer after an id, at most `limit`. */
  async openOf(customerId: string, after: string, limit: number): Promise<TaskDoc[]> {
    return retryStore(() =>
      this.model
        .find({ customerId, doneTime: { $exists: false }, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<TaskDoc[]>()
        .exec(),
    );
  }
}
