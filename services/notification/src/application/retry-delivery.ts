import { type CommandCall, failedPrecondition, notFound } from '@fairlead/service-kit';
import { type Delivery, revived } from '../domain/delivery';
import { isMailAddress } from '../domain/preferences';
import type { DeliveryRepository } from '../repository/delivery-repository';
import type { PreferencesRepository } from '../repository/preferences-repository';
import { withEvent } from './mail-desk';

export interface RetryDeps {
  deliveries: DeliveryRepository;
  preferences: PreferencesRepository;
  /** Told that something is due. */
  wake(): void;
}

/** Sends a dead delivery again, to the address that the recipient has now. */
export async function retryDelivery<R>(
  { deliveries, preferences, wake }: RetryDeps,
  id: string,
  { context, command, reply }: CommandCall<Delivery, R>,
): Promise<R> {
  const found = await deliveries.store.find(id);
  if (!found) throw notFound('delivery', id);
  const { address } = await preferences.of(found.recipientId);
  const outcome = await deliveries.store.change(
    id,
    (doc) => {
      const set = revived(doc, isMailAddress(address) ? address : '', context.now);
      if (!set) throw failedPrecondition('DELIVERY_NOT_DEAD', 'Only a dead delivery is sent again.', { subject: id });
      return withEvent(doc, set);
    },
    context,
    command,
    reply,
  );
  wake();
  return outcome.reply;
}
