import { AggregateStore, listInScope, type PendingHint } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { CaseNote } from '../domain/case-note';
import type { CaseNoteDoc } from './case-models';

/** All access to notes of cases. */
export class CaseNoteRepository {
  readonly store: AggregateStore<CaseNote>;

  constructor(
    private readonly model: Model<CaseNoteDoc>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore('case note', model, hint);
  }

  /** Notes of a case that was found visible, newest first. */
  listOf(
    caseId: string,
    page: { pageSize: number; pageToken: string; caller: string },
  ): Promise<{ docs: CaseNoteDoc[]; nextPageToken: string }> {
    return listInScope<CaseNoteDoc>(
      this.model,
      { kind: 'all' },
      { name: 'case-notes', filter: { caseId }, sortBy: 'createTime', direction: -1, ...page },
    );
  }
}
