import type { EventType } from '@fairlead/proto';
import { type Effect, type Handlers, ownershipOf, type TypedEvent, type WriteContext } from '@fairlead/service-kit';
import { bringClocks, restartSilence } from './customer-clocks';
import { type Deps, SELF } from './deps';

const context = (): WriteContext => ({ now: new Date(), actor: SELF });
const timeOf = ({ time }: { time?: Date | undefined }) => time ?? new Date();

/** Fields of a customer by which policies choose. */
const ASKED = ['value_level', 'source', 'type'];

/**
 * Stage and silence clocks have consumers of their own: they ask customer for what they need, and its being away must not
 * keep the clocks of new leads waiting.
 */
export function clocksOnCustomer(deps: Deps): Handlers {
  type CustomerEvent = Extract<EventType, `crm.customer.${string}`>;
  const bring = (event: TypedEvent<CustomerEvent>, stage?: string): Promise<Effect> => {
    const key = `r${event.aggregateRevision}`;
    return bringClocks(deps, event.subject, { key, at: timeOf(event), ...(stage ? { stage } : {}) }, context());
  };
  return {
    'crm.customer.stage.changed.v1': (event) => bring(event, event.data.to),
    'crm.customer.customer.updated.v1': async (event) =>
      event.data.fields.some((field) => ASKED.includes(field)) ? bring(event) : 'ignored',
    'crm.customer.lead.lost.v1': (event) => bring(event),
    'crm.customer.lead.reopened.v1': (event) => bring(event),
  };
}

/** They follow the owner, end without one and come again with the next. */
export function clocksOnAssignment(deps: Deps): Handlers {
  type Given =
    | 'crm.assignment.lead.assigned.v1'
    | 'crm.assignment.lead.claimed.v1'
    | 'crm.assignment.lead.handed_over.v1'
    | 'crm.assignment.lead.pooled.v1';
  const bring = async ({ subject, data }: TypedEvent<Given>): Promise<Effect> => {
    // The copy is kept by the consumer that opens first contacts: it must see the ownerships in their order.
    const ownership = ownershipOf(data);
    return bringClocks(deps, subject, { key: `c${ownership.cycle}`, at: ownership.since, ownership }, context());
  };
  return {
    'crm.assignment.lead.assigned.v1': bring,
    'crm.assignment.lead.claimed.v1': bring,
    'crm.assignment.lead.handed_over.v1': bring,
    'crm.assignment.lead.pooled.v1': bring,
  };
}

/** A contact begins the silence anew. */
export const clocksOnFollowUp = (deps: Deps): Handlers => ({
  'crm.followup.follow_up.logged.v1': async ({ subject, data }) =>
    data.contact
      ? restartSilence(
          deps,
          { _id: data.followUpId, customerId: subject, occurTime: new Date(data.occurTime) },
          context(),
        )
      : 'ignored',
});
