import type { NewEvent } from '@fairlead/service-kit';
import type { Delivery } from '../domain/delivery';
import type { DeliveryDoc } from '../repository/delivery-repository';

/** Says that a delivery came into the state that it is in. */
export const stateEvent = (
  id: string,
  { recipientId, channel, state, reason }: Pick<Delivery, 'recipientId' | 'channel' | 'state' | 'reason'>,
): NewEvent => ({
  type: 'crm.notification.delivery.changed.v1',
  subject: id,
  data: { deliveryId: id, recipientId, channel, state, reason },
});

/** A change of a delivery as the store takes it, with the event when the state changes. */
export function withEvent(doc: DeliveryDoc, set: Partial<Delivery> | null) {
  if (!set) return null;
  const next = { ...doc, ...set };
  return { set, events: next.state === doc.state ? [] : [stateEvent(doc._id, next)] };
}
