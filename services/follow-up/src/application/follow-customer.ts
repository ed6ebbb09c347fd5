import type { Effect, Handlers } from '@fairlead/service-kit';
import { type Deps, SELF } from './deps';
import { finishFirstContact } from './end-obligations';

/** A lead that is over needs no first contact any more; the note keeps later events from opening one. */
export function followCustomer(deps: Deps): Handlers {
  const finish = async (leadId: string, state: 'converted' | 'lost', time: Date): Promise<Effect> => {
    const noted = await deps.endings.note({ _id: leadId, state, time });
    const context = { now: new Date(), actor: SELF };
    let any = false;
    for (const doc of await deps.obligations.openOf(leadId)) {
      if (await finishFirstContact(deps, doc, state, context)) any = true;
    }
    return noted || any ? 'applied' : 'repeated';
  };
  return {
    'crm.customer.lead.converted.v1': ({ subject, time }) => finish(subject, 'converted', time ?? new Date()),
    'crm.customer.lead.lost.v1': ({ subject, time }) => finish(subject, 'lost', time ?? new Date()),
  };
}
