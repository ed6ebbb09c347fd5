import type { followup } from '@fairlead/proto';
import { namedFailure } from '../named-failure';
import type { CaseView } from './state';

/** What the workflow of a case does to the world; each may be repeated. Levels are reached by `reachLevel` of the clocks. */
export interface ComplaintEscalationActivities {
  readCase(input: { caseId: string }): Promise<CaseView>;
  /** Dispatches, ends waiting, asks again for a rating, closes: whatever is due by the clock of the service, each once. */
  advanceCase(input: { caseId: string }): Promise<CaseView>;
}

export type CaseClient = Pick<followup.CaseServiceClient, 'getCase' | 'listCases' | 'advanceCase'>;

/** The activities over gRPC. */
export const complaintEscalationActivities = (cases: CaseClient): ComplaintEscalationActivities => ({
  readCase: (input) => namedFailure(async () => toCaseView(await cases.getCase(input))),
  advanceCase: (input) => namedFailure(async () => toCaseView(await cases.advanceCase(input))),
});

export const toCaseView = (found: followup.Case): CaseView => ({
  caseId: found.id,
  kind: found.kind,
  state: found.state,
  assigneeId: found.assigneeId,
  teamId: found.teamId,
  live: found.live,
  advanceTime: found.advanceTime?.toISOString() ?? '',
  dueTime: found.dueTime?.toISOString() ?? '',
  clocks: found.clocks.flatMap(({ obligationId, closeTime, nextLevelId: levelId, nextLevelTime }) =>
    closeTime || levelId === '' || !nextLevelTime
      ? []
      : [{ obligationId, levelId, dueTime: nextLevelTime.toISOString() }],
  ),
});
