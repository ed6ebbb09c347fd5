import { type CommandCall, failedPrecondition, notFound, type PageKey, type WriteContext } from '@fairlead/service-kit';
import type { Channel } from '../domain/channel';
import { type Delivery, revived } from '../domain/delivery';
import { isMailAddress, isPhone, type Preferences } from '../domain/preferences';
import type { DeliveryRepository } from '../repository/delivery-repository';
import type { PreferencesRepository } from '../repository/preferences-repository';
import { withEvent } from './delivery-events';

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
  const address = presentAddress(found.channel, await preferences.of(found.recipientId));
  const outcome = await deliveries.store.change(
    id,
    (doc) => {
      const set = revived(doc, address, context.now);
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

const PAGE = 100;

/**
 * Sends a page of dead deliveries of a channel again, oldest first; answers how many, and where the next page begins. One that
 * another caller takes at the same moment counts once.
 */
export async function retryDeliveries(
  { deliveries, preferences, wake }: RetryDeps,
  { channel, since, key }: { channel: Channel; since: Date; key: PageKey | undefined },
  context: WriteContext,
): Promise<{ retried: number; last: PageKey | undefined }> {
  const found = await deliveries.dead(channel, since, key, PAGE + 1);
  let retried = 0;
  for (const { _id, recipientId } of found.slice(0, PAGE)) {
    const address = presentAddress(channel, await preferences.of(recipientId));
    let taken = false;
    await deliveries.store.change(
      _id,
      (doc) => {
        const set = revived(doc, address, context.now);
        taken = set !== null;
        return withEvent(doc, set);
      },
      context,
    );
    if (taken) retried += 1;
  }
  wake();
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  return { retried, last: last && [last.createTime.getTime(), last._id] };
}

/** Where a message to this person goes now; empty: where it went before. */
function presentAddress(channel: Channel, { address, phone }: Preferences): string {
  if (channel === 'mail') return isMailAddress(address) ? address : '';
  return channel === 'sms' && isPhone(phone) ? phone : '';
}
