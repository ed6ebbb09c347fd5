import type { Effect, Handlers, TypedEvent } from '@fairlead/service-kit';
import { tickItem } from '../domain/checklist';
import { noteContact } from '../domain/lead';
import type { CustomerRepository } from '../repository/customer-repository';
import type { CustomerDoc } from '../repository/models';
import type { Playbooks } from '../repository/playbooks';

type Decide = (doc: CustomerDoc) => ReturnType<typeof noteContact>;
type Told = Pick<TypedEvent<TaskEvent>, 'subject' | 'time' | 'actor'>;
type TaskEvent = 'crm.followup.task.completed.v1' | 'crm.followup.task.reopened.v1';

/** What follow-up did by itself, because a checklist told so; told back, each would follow the other for ever. */
const FOLLOW_UP = 'service:follow-up';

/**
 * A follow-up with contact moves a lead to the stage CONTACT, where the playbook lets it, and notes the time. A task that
 * comes from the playbook ticks its item off.
 */
export function onFollowUp(customers: CustomerRepository, playbooks: Playbooks): Handlers {
  const change = async (event: Told, decide: Decide): Promise<Effect> => {
    let changed = false;
    await customers.store.change(
      event.subject,
      (doc) => {
        const made = decide(doc);
        changed = made !== null;
        return made;
      },
      { now: event.time ?? new Date(), actor: event.actor },
    );
    // Told again, or something older: the record knows better already.
    return changed ? 'applied' : 'ignored';
  };
  const tick = async (event: TypedEvent<TaskEvent>, done: boolean): Promise<Effect> => {
    const { playbookItem } = event.data;
    if (!playbookItem || event.actor === FOLLOW_UP) return 'ignored';
    return change(event, (doc) => tickItem(doc._id, doc, playbookItem, done, event.actor, event.time ?? new Date()));
  };
  return {
    'crm.followup.follow_up.logged.v1': async (event) => {
      if (!event.data.contact) return 'ignored';
      const playbook = await playbooks.current();
      return change(event, (doc) => noteContact(doc._id, doc, new Date(event.data.occurTime), playbook));
    },
    'crm.followup.task.completed.v1': (event) => tick(event, true),
    'crm.followup.task.reopened.v1': (event) => tick(event, false),
  };
}
