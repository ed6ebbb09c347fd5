import type { NewEvent } from '@fairlead/service-kit';
import { type Delivery, deliveryId, newDelivery } from '../domain/delivery';
import type { Draft } from '../domain/notification';
import type { DeliveryDoc, DeliveryRepository } from '../repository/delivery-repository';
import type { PreferencesRepository } from '../repository/preferences-repository';

/** `sub` of this service in events that no person caused. */
export const SELF = 'service:notification';

/** Decides, once per notification, whether a mail goes out. */
export class MailDesk {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly preferences: PreferencesRepository,
    /** Host of the sender, part of every Message-ID. */
    private readonly host: string,
    /** Told of a delivery that may be due. */
    private readonly wake: () => void,
  ) {}

  /** Writes the delivery for a notification unless it is there. */
  async offer({ id: notificationId, ...notification }: Draft, now: Date): Promise<void> {
    const id = deliveryId(notificationId);
    const preferences = await this.preferences.of(notification.recipientId);
    const delivery = newDelivery(id, notification, preferences, this.host, now);
    await this.deliveries.store.create(id, delivery, [stateEvent(id, delivery)], { now, actor: SELF });
    this.wake();
  }
}

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
