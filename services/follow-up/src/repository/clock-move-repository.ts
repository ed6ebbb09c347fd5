import { AggregateStore, listInScope, notFound, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { ClockMove } from '../domain/clock-move';
import type { ClockMoveDoc } from './models';

const MAX_RUNNING = 100;

/** All access to moves of running clocks. */
export class ClockMoveRepository {
  readonly store: AggregateStore<ClockMove>;

  constructor(
    private readonly model: Model<ClockMoveDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('clock move', model, hint);
  }

  async get(id: string): Promise<ClockMoveDoc> {
    const doc = await this.store.find(id);
    if (!doc) throw notFound('clock move', id);
    return doc;
  }

  /** Those that are under way, at most 100. */
  async running(): Promise<ClockMoveDoc[]> {
    return retryStore(() =>
      this.model.find({ state: 'RUNNING' }).sort({ _id: 1 }).limit(MAX_RUNNING).lean<ClockMoveDoc[]>().exec(),
    );
  }

  /** Newest first. Only admins ask. */
  list = (page: { pageSize: number; pageToken: string; caller: string }) =>
    listInScope<ClockMoveDoc>(
      this.model,
      { kind: 'all' },
      { name: 'clock-moves', filter: {}, sortBy: 'publishTime', direction: -1, ...page },
    );
}
