import type { Handlers } from '@fairlead/service-kit';
import type { Deps } from './deps';
import { applyFollowUp } from './follow-up-effects';
import { moveTask } from './move-tasks';

/** Finishes what a crash after a write left undone. Mostly the command did it all itself: that is no redelivery. */
export function followOwnLog(deps: Deps): Handlers {
  return {
    'crm.followup.follow_up.logged.v1': async (event) => {
      const doc = await deps.followUps.store.find(event.data.followUpId);
      if (!doc) return 'ignored';
      const done = await applyFollowUp(deps, doc, { now: new Date(), actor: event.actor });
      return done ? 'applied' : 'ignored';
    },
    // The customer may have got another owner while the task was written, and the event that told so may have come before it.
    'crm.followup.task.created.v1': async ({ subject, data, actor }) => {
      const copy = await deps.ownerships.find(subject);
      const moved = copy && (await moveTask(deps, data.taskId, copy, { now: new Date(), actor }));
      return moved ? 'applied' : 'ignored';
    },
  };
}
