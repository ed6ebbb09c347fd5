import { AggregateStore, listInScope, type PendingHint, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { type Attachment, AttachmentState, MAX_ATTACHMENTS } from '../domain/attachment';
import type { AttachmentDoc } from './attachment-models';

const { ATTACHMENT_STATE_STORED, ATTACHMENT_STATE_DELETED } = AttachmentState;

/** All access to attachment documents. Who may see them is decided by the record that they hang on. */
export class AttachmentRepository {
  readonly store: AggregateStore<Attachment>;

  constructor(
    private readonly model: Model<AttachmentDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('attachment', model, hint);
  }

  /** Places of a record that are taken. */
  async slotsOf(recordId: string): Promise<string[]> {
    const docs = await retryStore(() =>
      this.model
        .find({ recordId, state: ATTACHMENT_STATE_STORED } as never, { slot: 1 })
        .limit(MAX_ATTACHMENTS)
        .lean<Pick<AttachmentDoc, 'slot'>[]>()
        .exec(),
    );
    return docs.flatMap(({ slot }) => slot ?? []);
  }

  /** Files that are there at these records, the oldest first; each record has at most MAX_ATTACHMENTS. */
  async storedAt(recordIds: string[]): Promise<AttachmentDoc[]> {
    if (recordIds.length === 0) return [];
    return retryStore(() =>
      this.model
        .find({ recordId: { $in: recordIds }, state: ATTACHMENT_STATE_STORED } as never)
        .sort({ uploadTime: 1, _id: 1 })
        .limit(recordIds.length * MAX_ATTACHMENTS)
        .lean<AttachmentDoc[]>()
        .exec(),
    );
  }

  /** Files of a record or a customer that was found visible, newest first. */
  listOf(
    of: { recordId: string } | { customerId: string },
    showDeleted: boolean,
    page: { pageSize: number; pageToken: string; caller: string },
  ): Promise<{ docs: AttachmentDoc[]; nextPageToken: string }> {
    const states = showDeleted ? [ATTACHMENT_STATE_STORED, ATTACHMENT_STATE_DELETED] : [ATTACHMENT_STATE_STORED];
    return listInScope<AttachmentDoc>(
      this.model,
      { kind: 'all' },
      { name: 'attachments', filter: { ...of, state: { $in: states } }, sortBy: 'uploadTime', direction: -1, ...page },
    );
  }

  /**
   * Forgets an upload that never became a file: nobody saw it and no event tells of it. Only as it was read: an attempt that
   * began meanwhile has written another revision.
   */
  async forget({ _id, revision }: Pick<AttachmentDoc, '_id' | 'revision'>): Promise<void> {
    await retryStore(() => this.model.deleteOne({ _id, revision } as never).exec());
  }

  /** What the sweep is to look at, the longest waiting first. */
  async toSweep(now: Date, limit: number): Promise<AttachmentDoc[]> {
    return retryStore(() =>
      this.model
        .find({ sweepTime: { $lte: now } } as never)
        .sort({ sweepTime: 1, _id: 1 })
        .limit(limit)
        .lean<AttachmentDoc[]>()
        .exec(),
    );
  }
}
