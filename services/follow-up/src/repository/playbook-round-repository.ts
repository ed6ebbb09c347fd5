import { AggregateStore, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { PlaybookRound } from '../domain/playbook-round';
import type { PlaybookRoundDoc } from './models';

const MAX_RUNNING = 100;

/** All access to rounds of the playbook. */
export class PlaybookRoundRepository {
  readonly store: AggregateStore<PlaybookRound>;

  constructor(
    private readonly model: Model<PlaybookRoundDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('playbook round', model, hint);
  }

  /** Those that are under way, at most 100. */
  async running(): Promise<PlaybookRoundDoc[]> {
    return retryStore(() =>
      this.model.find({ state: 'RUNNING' }).sort({ _id: 1 }).limit(MAX_RUNNING).lean<PlaybookRoundDoc[]>().exec(),
    );
  }
}
