import type { Handlers } from '@fairlead/service-kit';
import { noteContact } from '../domain/lead';
import type { CustomerRepository } from '../repository/customer-repository';
import type { Playbooks } from '../repository/playbooks';

/** A follow-up with contact moves a lead to the stage CONTACT, where the playbook lets it, and notes the time. */
export function onFollowUp(customers: CustomerRepository, playbooks: Playbooks): Handlers {
  return {
    'crm.followup.follow_up.logged.v1': async (event) => {
      if (!event.data.contact) return 'ignored';
      const playbook = await playbooks.current();
      let changed = false;
      await customers.store.change(
        event.subject,
        (doc) => {
          const change = noteContact(doc._id, doc, new Date(event.data.occurTime), playbook);
          changed = change !== null;
          return change;
        },
        { now: event.time ?? new Date(), actor: event.actor },
      );
      // Told again, or an older contact: the record knows better already.
      return changed ? 'applied' : 'ignored';
    },
  };
}
