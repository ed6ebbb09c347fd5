import { type Change, failedPrecondition } from '@fairlead/service-kit';
import type { Customer } from './customer';

/** Most ticks that a customer's record keeps: every item of every stage, and what older playbooks had. */
export const MAX_TICKS = 400;

/** Ticks an item off or takes that back; null when it is so already. */
export function tickItem(
  id: string,
  customer: Customer,
  item: string,
  done: boolean,
  author: string,
  now: Date,
): Change<Customer> | null {
  const checklist = customer.checklist ?? [];
  if (checklist.some((tick) => tick.item === item) === done) return null;
  if (done && checklist.length >= MAX_TICKS) {
    throw failedPrecondition('CHECKLIST_FULL', `At most ${MAX_TICKS} items can be ticked off for one customer.`);
  }
  const others = checklist.filter((tick) => tick.item !== item);
  return {
    set: { checklist: done ? [...others, { item, time: now, author }] : others },
    events: [{ type: 'crm.customer.checklist.changed.v1', subject: id, data: { item, done } }],
  };
}
