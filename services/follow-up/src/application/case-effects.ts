import type { WriteContext } from '@fairlead/service-kit';
import { alignClocks } from './align-case-clocks';
import type { CaseDeps } from './case-deps';
import { endMerged } from './end-merged';
import { openImprovements } from './open-improvement';

/**
 * What follows from a change of a case: its clocks, the end of what was merged into it, work orders of poor ratings. Done
 * right after the change was written, and again by the consumer of the own log; each effect has its key, so it is made once.
 */
export async function applyCase(deps: CaseDeps, caseId: string, context: WriteContext): Promise<void> {
  const found = await alignClocks(deps, caseId, context);
  if (!found) return;
  await endMerged(deps, found, context);
  await openImprovements(deps, found, context);
}
