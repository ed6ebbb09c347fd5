import {
  allHandlersFinished,
  condition,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { SERVICE_RETRY } from '../retry';
import { DUE, KIND, OWNER, STATE, SUBJECT, TEAM } from '../search-attributes';
import type { LeadSlaActivities } from './activities';
import { changed, status } from './messages';
import { nextStep, type ObligationView } from './state';

const activities = proxyActivities<LeadSlaActivities>({
  startToCloseTimeout: '20 seconds',
  retry: SERVICE_RETRY,
});

/** What differs between the clocks. */
export interface ClockWay {
  kind(view: ObligationView): string;
  /** Carries out the last level; answers the obligation afterwards. */
  recycle(): Promise<ObligationView>;
  /** Another run goes on with what this one knows. */
  goOn(view: ObligationView): Promise<never>;
}

/**
 * Keeps the time of one obligation. The truth lies in follow-up: before each level the workflow asks there whether the
 * obligation still stands, and what is recorded there is recorded once. Answers the final state.
 */
export async function keepTime(
  { obligationId, view: known }: { obligationId: string; view?: ObligationView },
  way: ClockWay,
): Promise<string> {
  let view = known ?? null;
  let hints = 1;
  setHandler(changed, () => {
    hints += 1;
  });
  setHandler(status, () => view);
  const show = (seen: ObligationView) => {
    view = seen;
    describe(way.kind(seen), seen);
    return seen;
  };
  for (;;) {
    if (hints > 0 || !view) {
      hints = 0;
      show(await activities.readObligation({ obligationId }));
    }
    const present: ObligationView = view as unknown as ObligationView;
    const step = nextStep(present, Date.now());
    if (step.kind === 'end') return present.state;
    if (step.kind === 'wait') {
      await condition(() => hints > 0, step.ms);
    } else if (step.kind === 'hold') {
      await condition(() => hints > 0, step.ms);
      hints += 1;
    } else if (step.kind === 'reach') {
      const reached = await activities.reachLevel({ obligationId, levelId: step.levelId });
      show(reached.obligation);
      // Its clock runs a little behind ours: give it a moment rather than ask at once.
      if (reached.outcome === 'RECORD_LEVEL_OUTCOME_NOT_DUE') await condition(() => hints > 0, 250);
    } else {
      show(await way.recycle());
    }
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await way.goOn(view as unknown as ObligationView);
    }
  }
}

/** What operations search by. */
function describe(kind: string, view: ObligationView): void {
  upsertSearchAttributes([
    { key: KIND, value: kind },
    { key: OWNER, value: view.ownerId },
    { key: TEAM, value: view.teamId },
    { key: SUBJECT, value: view.subject },
    { key: STATE, value: view.state },
    { key: DUE, value: new Date(view.dueTime) },
  ]);
}
