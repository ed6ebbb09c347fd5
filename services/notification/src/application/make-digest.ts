import { notification as proto } from '@fairlead/proto';
import { digestPart, MAX_ITEMS, newDigest } from '../domain/delivery';
import type { DeliveryDoc, DeliveryRepository } from '../repository/delivery-repository';
import type { PreferencesRepository } from '../repository/preferences-repository';
import { SELF } from '../self';
import { stateEvent, withEvent } from './delivery-events';

export interface DigestDeps {
  deliveries: DeliveryRepository;
  preferences: PreferencesRepository;
  /** Host of the sender. */
  host: string;
}

/**
 * Makes one digest of everything that waits for it. The digest, once written, says what it lists: after a crash the items
 * that it lists are marked, and those that came late go into its next part.
 */
export async function makeDigest(deps: DigestDeps, digestId: string, now: Date): Promise<void> {
  const { deliveries, preferences, host } = deps;
  for (let part = 1; ; part += 1) {
    const waiting = await deliveries.waitingFor(digestId, MAX_ITEMS);
    const [first] = waiting;
    if (!first) return;
    const id = digestPart(digestId, part);
    const itemIds = waiting.map(({ _id }) => _id);
    const wanted = await preferences.of(first.recipientId);
    const reachable = wanted.address === '' ? waiting.find(({ channel }) => channel === 'mail') : wanted;
    if (!reachable) {
      // Short messages alone, and no mail address any more: they stay in the inbox.
      for (const { _id } of waiting) await leave(deliveries, _id, now);
      continue;
    }
    const digest = newDigest(id, first.recipientId, itemIds, { ...wanted, ...addressOf(reachable) }, host, now);
    const outcome = await deliveries.store.create(id, digest, [stateEvent(id, digest)], { now, actor: SELF });
    const listed = new Set(outcome.doc.itemIds);
    for (const item of itemIds.filter((itemId) => listed.has(itemId))) {
      await markDigested(deliveries, item, id, now);
    }
  }
}

/** Items keep the address that was known when they were decided. */
const addressOf = ({ address, locale, timeZone }: Pick<DeliveryDoc, 'address' | 'locale' | 'timeZone'>) => ({
  address,
  locale,
  timeZone,
});

async function leave(deliveries: DeliveryRepository, item: string, now: Date): Promise<void> {
  const { DELIVERY_STATE_QUEUED, DELIVERY_STATE_SUPPRESSED } = proto.DeliveryState;
  const set = { state: DELIVERY_STATE_SUPPRESSED, reason: 'quiet_hours', nextAttemptTime: undefined } as const;
  await deliveries.store.change(item, (doc) => (doc.state === DELIVERY_STATE_QUEUED ? withEvent(doc, set) : null), {
    now,
    actor: SELF,
  });
}

async function markDigested(deliveries: DeliveryRepository, item: string, digestId: string, now: Date): Promise<void> {
  const { DELIVERY_STATE_QUEUED, DELIVERY_STATE_DIGESTED } = proto.DeliveryState;
  await deliveries.store.change(
    item,
    (doc) =>
      doc.state === DELIVERY_STATE_QUEUED
        ? withEvent(doc, { state: DELIVERY_STATE_DIGESTED, digestId, nextAttemptTime: undefined })
        : null,
    { now, actor: SELF },
  );
}
