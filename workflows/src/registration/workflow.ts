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
import type { RegistrationActivities } from './activities';
import { registrationChanged, registrationStatus } from './messages';
import { nextStep, type RegistrationInput, type RegistrationView } from './state';

const activities = proxyActivities<RegistrationActivities>({
  startToCloseTimeout: '20 seconds',
  retry: SERVICE_RETRY,
});

/**
 * Keeps the time of one registration: its reminder, its end, and the deadlines of its contests. The truth lies in the
 * customer service: at each instant it is asked to do what is due, which it does once. Answers the final state.
 */
export async function registration(input: RegistrationInput): Promise<string> {
  let view = input.view ?? null;
  let hints = 1;
  setHandler(registrationChanged, () => {
    hints += 1;
  });
  setHandler(registrationStatus, () => view);
  for (;;) {
    if (hints > 0 || !view) {
      hints = 0;
      view = await activities.readRegistration({ registrationId: input.registrationId });
      describe(view);
    }
    const step = nextStep(view, Date.now());
    if (step.kind === 'end') return view.state;
    if (step.kind === 'wait') {
      await condition(() => hints > 0, step.ms);
    } else {
      const due = view.dueTime;
      view = await activities.advanceRegistration({ registrationId: input.registrationId });
      describe(view);
      // Its clock runs a little behind ours: give it a moment rather than ask at once.
      if (view.dueTime === due) await condition(() => hints > 0, 250);
    }
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof registration>({ ...input, view });
    }
  }
}

/** What operations search by. */
function describe(view: RegistrationView): void {
  upsertSearchAttributes([
    { key: KIND, value: 'registration' },
    { key: OWNER, value: view.registrantId },
    { key: TEAM, value: view.teamId },
    { key: SUBJECT, value: view.registrationId },
    { key: STATE, value: view.state },
    { key: DUE, value: view.dueTime === '' ? null : new Date(view.dueTime) },
  ]);
}
