import type { WriteContext } from '@fairlead/service-kit';
import { endByMerge } from '../domain/case-merge';
import type { CaseDoc } from '../repository/case-models';
import { alignClocks } from './align-case-clocks';
import type { CaseDeps } from './case-deps';

/** Ends the cases that were merged into one; those that have ended stay. */
export async function endMerged(deps: CaseDeps, into: CaseDoc, context: WriteContext): Promise<void> {
  for (const caseId of into.mergedFrom) {
    const merged = await deps.cases.store.find(caseId);
    if (merged?.mergedInto !== '') continue;
    await deps.cases.store.change(caseId, (current) => endByMerge(caseId, current, into._id), context);
    await alignClocks(deps, caseId, context);
  }
}
