import type { Handlers } from '@fairlead/service-kit';
import type { Deps } from './deps';
import { applyFollowUp } from './follow-up-effects';

/** Finishes what a crash after the write of a follow-up left undone. */
export function followOwnLog(deps: Deps): Handlers {
  return {
    'crm.followup.follow_up.logged.v1': async (event) => {
      const doc = await deps.followUps.store.find(event.data.followUpId);
      if (!doc) return 'ignored';
      const done = await applyFollowUp(deps, doc, { now: new Date(), actor: event.actor });
      // Mostly the command did it all itself: that is no redelivery.
      return done ? 'applied' : 'ignored';
    },
  };
}
