import type { Effect, Handlers } from '@fairlead/service-kit';
import { FIRST_CONTACT_KIND } from '../domain/clock-kinds';
import { type Deps, SELF } from './deps';
import { finishFirstContact } from './end-obligations';
import { openFirstContact } from './open-first-contact';

/**
 * A lead that is over needs no first contact any more; the note keeps later events from opening one. A lost lead that was
 * given out again needs one.
 */
export function followCustomer(deps: Deps): Handlers {
  const finish = async (leadId: string, state: 'converted' | 'lost', time: Date): Promise<Effect> => {
    const noted = await deps.endings.note({ _id: leadId, state, time });
    const context = { now: new Date(), actor: SELF };
    let any = false;
    for (const doc of await deps.obligations.openOf(leadId, FIRST_CONTACT_KIND)) {
      if (await finishFirstContact(deps, doc, state, context)) any = true;
    }
    return noted || any ? 'applied' : 'repeated';
  };
  const reopen = async (leadId: string): Promise<Effect> => {
    const forgotten = await deps.endings.forget(leadId);
    const ownership = await deps.ownerships.find(leadId);
    // The event of the new owner may have come first and have found the lead over.
    if (!ownership || ownership.ownerId === '') return forgotten ? 'applied' : 'ignored';
    const opened = await openFirstContact(deps, leadId, ownership, true, { now: new Date(), actor: SELF });
    return forgotten ? 'applied' : opened;
  };
  return {
    'crm.customer.lead.reopened.v1': ({ subject }) => reopen(subject),
    'crm.customer.lead.converted.v1': ({ subject, time }) => finish(subject, 'converted', time ?? new Date()),
    'crm.customer.lead.lost.v1': ({ subject, time }) => finish(subject, 'lost', time ?? new Date()),
  };
}
