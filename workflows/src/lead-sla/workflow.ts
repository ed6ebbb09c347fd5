import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { SERVICE_RETRY } from '../retry';
import { DUE, KIND, OWNER, STATE, SUBJECT, TEAM } from '../search-attributes';
import type { LeadSlaActivities } from './activities';
import { changed, status } from './messages';
import { type LeadSlaInput, nextStep, type ObligationView } from './state';

const activities = proxyActivities<LeadSlaActivities>({
  startToCloseTimeout: '20 seconds',
  retry: SERVICE_RETRY,
});

/**
 * Keeps the time of one first-contact obligation. The truth lies in follow-up: before each level the workflow asks there
 * whether the obligation still stands, and what is recorded there is recorded once. Answers the final state.
 */
export async function leadSla(input: LeadSlaInput): Promise<string> {
  let view = input.view ?? null;
  let hints = 1;
  setHandler(changed, () => {
    hints += 1;
  });
  setHandler(status, () => view);
  for (;;) {
    if (hints > 0 || !view) {
      hints = 0;
      view = await activities.readObligation({ obligationId: input.obligationId });
      describe(view);
    }
    const step = nextStep(view, Date.now());
    if (step.kind === 'end') return view.state;
    if (step.kind === 'wait') {
      await condition(() => hints > 0, step.ms);
    } else if (step.kind === 'hold') {
      await condition(() => hints > 0, step.ms);
      hints += 1;
    } else if (step.kind === 'reach') {
      const reached = await activities.reachLevel({ obligationId: input.obligationId, levelId: step.levelId });
      view = reached.obligation;
      describe(view);
      // Its clock runs a little behind ours: give it a moment rather than ask at once.
      if (reached.outcome === 'RECORD_LEVEL_OUTCOME_NOT_DUE') await condition(() => hints > 0, 250);
    } else {
      await activities.recycleLead({ leadId: input.leadId, cycle: input.cycle });
      view = await activities.endRecycling({ obligationId: input.obligationId });
      describe(view);
    }
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof leadSla>({ ...input, view });
    }
  }
}

/** What operations search by. */
function describe(view: ObligationView): void {
  upsertSearchAttributes([
    { key: KIND, value: 'first_contact' },
    { key: OWNER, value: view.ownerId },
    { key: TEAM, value: view.teamId },
    { key: SUBJECT, value: view.subject },
    { key: STATE, value: view.state },
    { key: DUE, value: new Date(view.dueTime) },
  ]);
}
