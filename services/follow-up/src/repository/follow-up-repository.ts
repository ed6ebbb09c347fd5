import { type AccessScope, AggregateStore, listInScope, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { FollowUp } from '../domain/follow-up';
import type { FollowUpDoc } from './models';

/** All access to follow-up documents. */
export class FollowUpRepository {
  readonly store: AggregateStore<FollowUp>;

  constructor(
    private readonly model: Model<FollowUpDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('follow-up', model, hint);
  }

  /** Whether the customer was reached in a cycle. */
  async hasContact(customerId: string, cycle: number): Promise<boolean> {
    const found = await retryStore(() =>
      this.model.findOne({ customerId, cycle, contact: true }, { _id: 1 }).lean<{ _id: string }>().exec(),
    );
    return found !== null;
  }

  /** The newest contact with a customer after a time; null when there was none. */
  async contactSince(customerId: string, since: Date): Promise<FollowUpDoc | null> {
    return retryStore(() =>
      this.model
        .findOne({ customerId, contact: true, occurTime: { $gt: since } })
        .sort({ occurTime: -1, _id: -1 })
        .lean<FollowUpDoc>()
        .exec(),
    );
  }

  /**
   * A customer's follow-ups, newest first. Whoever may see the customer may see them all, also those of a former owner:
   * `customerScope` is the scope left once the customer was found visible.
   */
  async listOf(
    customerId: string,
    customerScope: Extract<AccessScope, { kind: 'all' | 'none' }>,
    page: { pageSize: number; pageToken: string; caller: string },
  ): Promise<{ docs: FollowUpDoc[]; nextPageToken: string }> {
    return listInScope<FollowUpDoc>(this.model, customerScope, {
      name: 'follow-ups',
      filter: { customerId },
      sortBy: 'occurTime',
      direction: -1,
      ...page,
    });
  }
}
