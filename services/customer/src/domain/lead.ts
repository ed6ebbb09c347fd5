import { customer as proto } from '@fairlead/proto';
import { type Change, failedPrecondition } from '@fairlead/service-kit';
import type { Customer, OrderSummary, OwnershipCopy } from './customer';
import type { Playbook } from './playbook';
import { standingOf } from './stage-standing';

const { CustomerState, Stage } = proto;

/**
 * Moves to another stage, overriding what is missing of the playbook; a lost lead stays where it is. Null when it is there
 * already.
 */
export function changeStage(
  id: string,
  customer: Customer,
  stage: proto.Stage,
  overridden: string[],
): Change<Customer> | null {
  if (customer.state === CustomerState.CUSTOMER_STATE_LOST) {
    throw failedPrecondition('LEAD_LOST', 'A lost lead has no stage to change.');
  }
  if (customer.stage === stage) return null;
  return {
    set: { stage },
    events: [
      { type: 'crm.customer.stage.changed.v1', subject: id, data: { from: customer.stage, to: stage, overridden } },
    ],
  };
}

/** Makes a lead a customer. */
export function convertLead(id: string, customer: Customer, now: Date): Change<Customer> {
  refuseUnlessLead(customer);
  return {
    set: { state: CustomerState.CUSTOMER_STATE_CUSTOMER, convertTime: now },
    events: [{ type: 'crm.customer.lead.converted.v1', subject: id, data: {} }],
  };
}

/** Gives a lead up, with the reason. */
export function markLost(id: string, customer: Customer, reason: string): Change<Customer> {
  refuseUnlessLead(customer);
  return {
    set: { state: CustomerState.CUSTOMER_STATE_LOST, lostReason: reason },
    events: [{ type: 'crm.customer.lead.lost.v1', subject: id, data: {} }],
  };
}

function refuseUnlessLead(customer: Customer): void {
  if (customer.state === CustomerState.CUSTOMER_STATE_LOST) {
    throw failedPrecondition('LEAD_LOST', 'The lead is lost.');
  }
  if (customer.state === CustomerState.CUSTOMER_STATE_CUSTOMER) {
    throw failedPrecondition('ALREADY_CONVERTED', 'The lead is a customer already.');
  }
}

/** Notes a contact: its time, and the stage after LEAD when the playbook lets it. Null when it tells nothing new. */
export function noteContact(id: string, customer: Customer, time: Date, playbook: Playbook): Change<Customer> | null {
  const first =
    customer.stage === Stage.STAGE_LEAD &&
    customer.state !== CustomerState.CUSTOMER_STATE_LOST &&
    standingOf(playbook, { ...customer, lastContactTime: time }, Stage.STAGE_CONTACT).missing.length === 0;
  const newer = !customer.lastContactTime || customer.lastContactTime < time;
  if (!first && !newer) return null;
  const stage = first ? changeStage(id, customer, Stage.STAGE_CONTACT, []) : null;
  return {
    set: { ...(newer ? { lastContactTime: time } : {}), ...stage?.set },
    events: stage?.events ?? [],
  };
}

/** Takes over what the customer has ordered; null when a later event told it already. */
export function noteOrders(customer: Customer, orders: OrderSummary): Change<Customer> | null {
  if (customer.orders && customer.orders.sequence >= orders.sequence) return null;
  return { set: { orders }, events: [] };
}

/**
 * Takes a copy of the ownership over when it is newer than the one held. A lost lead that was given out again in a later
 * cycle than before is worked on once more, from its beginning.
 */
export function applyOwnership(id: string, customer: Customer, ownership: OwnershipCopy): Change<Customer> | null {
  if (ownership.revision <= customer.ownership.revision) return null;
  const { since, maskedFields: _, reopenedCycle = 0, ...data } = ownership;
  const lost = customer.state === CustomerState.CUSTOMER_STATE_LOST;
  const reopened = lost && reopenedCycle > (customer.ownership.reopenedCycle ?? 0);
  return {
    set: {
      ownership,
      ...(reopened ? { state: CustomerState.CUSTOMER_STATE_LEAD, stage: Stage.STAGE_LEAD, lostReason: '' } : {}),
    },
    events: [
      ...(reopened ? [{ type: 'crm.customer.lead.reopened.v1' as const, subject: id, data: {} }] : []),
      {
        type: 'crm.customer.ownership.applied.v1',
        subject: id,
        data: { ...data, since: since?.toISOString() ?? '' },
      },
    ],
  };
}
