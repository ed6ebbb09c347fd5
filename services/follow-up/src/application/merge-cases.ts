import { followup as proto } from '@fairlead/proto';
import { type CommandCall, failedPrecondition, invalidArgument, replayOf } from '@fairlead/service-kit';
import { type Case, isOpenCase } from '../domain/case';
import { absorbCase } from '../domain/case-merge';
import { refuseUnlessWorker, scopeOfCaller } from './case-caller';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';

/** Merges a case into another one of the same customer; answers the one that goes on. */
export async function mergeCases<R>(
  deps: CaseDeps,
  caseId: string,
  intoCaseId: string,
  call: CommandCall<Case, R>,
): Promise<R> {
  const scope = await scopeOfCaller(deps, call.caller);
  const [source, target] = [await deps.cases.get(caseId, scope), await deps.cases.get(intoCaseId, scope)];
  if (replayOf(target, call) === undefined) {
    if (source.customerId !== target.customerId)
      throw invalidArgument([{ field: 'into_case_id', description: 'must be a case of the same customer' }]);
    refuseUnlessWorker(call.caller.principal, source);
    if (!isOpenCase(source) && source.state !== proto.CaseState.CASE_STATE_RESOLVED)
      throw failedPrecondition('CASE_STATE', 'A case in this state cannot be merged.', { state: source.state });
  }
  const { doc, reply } = await deps.cases.store.change(
    intoCaseId,
    (current) => {
      refuseUnlessWorker(call.caller.principal, current);
      return absorbCase(intoCaseId, current, source);
    },
    call.context,
    call.command,
    call.reply,
  );
  await applyCase(deps, doc._id, call.context);
  return reply;
}
