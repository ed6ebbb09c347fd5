import { followup as proto } from '@fairlead/proto';
import { type Change, failedPrecondition } from '@fairlead/service-kit';
import { type Case, caseEvent, changeCase, isOpenCase, MAX_MERGED, NEVER } from './case';

/**
 * A merge is decided on the case that goes on: it notes the other one and takes over the earlier start. That the other one
 * ends follows from it (`endByMerge`), and is made up for after a crash.
 */
export function absorbCase(
  id: string,
  found: Case,
  other: Pick<Case, 'startTime' | 'customerId'> & { _id: string },
): Change<Case> | null {
  if (found.mergedFrom.includes(other._id)) return null;
  if (!isOpenCase(found)) throw failedPrecondition('CASE_STATE', 'Only an open case can go on for another one.');
  if (found.mergedFrom.length >= MAX_MERGED)
    throw failedPrecondition('TOO_MANY_MERGED', `At most ${MAX_MERGED} cases can be merged into one.`);
  const startTime = other.startTime < found.startTime ? other.startTime : found.startTime;
  const cycleTime = found.cycle === 1 ? startTime : found.cycleTime;
  const set = { mergedFrom: [...found.mergedFrom, other._id], startTime, cycleTime };
  return changeCase(found, set, (changed) => [
    caseEvent('crm.followup.case.absorbed.v1', id, changed, { mergedCaseId: other._id }),
  ]);
}

/**
 * The merged case ends. Of two that were merged into each other at the same moment the one with the lower id goes on, so
 * that both sides come to the same end whoever looks first.
 */
export function endByMerge(id: string, found: Case, intoId: string): Change<Case> | null {
  const { CASE_STATE_MERGED, CASE_STATE_RESOLVED } = proto.CaseState;
  if (!isOpenCase(found) && found.state !== CASE_STATE_RESOLVED) return null;
  if (found.mergedFrom.includes(intoId) && id < intoId) return null;
  const set = {
    state: CASE_STATE_MERGED,
    mergedInto: intoId,
    mergedFrom: found.mergedFrom.filter((each) => each !== intoId),
    waiting: undefined,
    dispatchTime: undefined,
    surveyReminderTime: undefined,
    objectionEnd: undefined,
    dueTime: NEVER,
  };
  return changeCase(found, set, (changed) => [
    caseEvent('crm.followup.case.merged.v1', id, changed, { intoCaseId: intoId }),
  ]);
}
