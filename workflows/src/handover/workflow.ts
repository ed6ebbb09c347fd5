import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { changed } from '../lead-sla/messages';
import { SERVICE_RETRY } from '../retry';
import { KIND, STATE, SUBJECT } from '../search-attributes';
import type { HandoverActivities } from './activities';
import { handoverStatus } from './messages';
import { type HandoverInput, type HandoverView, nextHandoverStep } from './state';

const activities = proxyActivities<HandoverActivities>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '6 seconds',
  retry: SERVICE_RETRY,
});

/**
 * Carries a handover out and keeps its times: the start, reminders, the return of a stand-in. The truth lies in assignment:
 * each part that is carried out is noted there, so this may end, start again or run twice at any moment. Answers the final
 * state.
 */
export async function handover(input: HandoverInput): Promise<string> {
  let view: HandoverView | null = null;
  let hints = 0;
  setHandler(changed, () => {
    hints += 1;
  });
  setHandler(handoverStatus, () => view);
  for (;;) {
    hints = 0;
    const before: string | undefined = (view as HandoverView | null)?.state;
    view = await activities.advanceHandover(input);
    if (view.state !== before) describe(input, view);
    const step = nextHandoverStep(view, Date.now());
    // Whoever told of a change while the last look was under way may know of a later one.
    if (step.kind === 'end' && hints === 0) return view.state;
    if (step.kind === 'wait') await condition(() => hints > 0, step.ms);
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof handover>(input);
    }
  }
}

/** What operations search by. */
function describe({ handoverId }: HandoverInput, { state }: HandoverView): void {
  upsertSearchAttributes([
    { key: KIND, value: 'handover' },
    { key: SUBJECT, value: handoverId },
    { key: STATE, value: state },
  ]);
}
