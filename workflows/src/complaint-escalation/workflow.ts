import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { LeadSlaActivities } from '../lead-sla/activities';
import { SERVICE_RETRY } from '../retry';
import { DUE, KIND, OWNER, STATE, SUBJECT, TEAM } from '../search-attributes';
import type { ComplaintEscalationActivities } from './activities';
import { caseChanged, caseStatus } from './messages';
import { type CaseView, type ComplaintEscalationInput, nextStep } from './state';

const activities = proxyActivities<ComplaintEscalationActivities & Pick<LeadSlaActivities, 'reachLevel'>>({
  startToCloseTimeout: '20 seconds',
  retry: SERVICE_RETRY,
});

/**
 * Keeps the time of one complaint or service request for its life: dispatch, both clocks with their escalations, the end
 * of waiting, the survey, closing without objection, the end of the reopening window. The truth lies in follow-up: before
 * each level the workflow asks there whether the case still stands, and what is due is done there, once. Answers the final
 * state.
 */
export async function complaintEscalation(input: ComplaintEscalationInput): Promise<string> {
  const { caseId } = input;
  let view = input.view ?? null;
  let hints = 1;
  setHandler(caseChanged, () => {
    hints += 1;
  });
  setHandler(caseStatus, () => view);
  for (;;) {
    if (hints > 0 || !view) {
      hints = 0;
      view = await activities.readCase({ caseId });
      describe(view);
    }
    const step = nextStep(view, Date.now());
    if (step.kind === 'end') return view.state;
    if (step.kind === 'wait') {
      await condition(() => hints > 0, step.ms);
      hints += 1;
    } else if (step.kind === 'reach') {
      const { obligationId, levelId } = step;
      const { outcome } = await activities.reachLevel({ obligationId, levelId });
      // Its clock runs a little behind ours: give it a moment rather than ask at once.
      if (outcome === 'RECORD_LEVEL_OUTCOME_NOT_DUE') await condition(() => hints > 0, 250);
      hints += 1;
    } else {
      const due = view.advanceTime;
      view = await activities.advanceCase({ caseId });
      describe(view);
      if (view.advanceTime === due) await condition(() => hints > 0, 250);
    }
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof complaintEscalation>({ ...input, view });
    }
  }
}

/** What operations search by. */
function describe(view: CaseView): void {
  upsertSearchAttributes([
    { key: KIND, value: view.kind === 'CASE_KIND_COMPLAINT' ? 'complaint' : 'service_request' },
    { key: OWNER, value: view.assigneeId },
    { key: TEAM, value: view.teamId },
    { key: SUBJECT, value: view.caseId },
    { key: STATE, value: view.state },
    { key: DUE, value: view.dueTime === '' ? null : new Date(view.dueTime) },
  ]);
}
