import { notification as proto } from '@fairlead/proto';
import { openTestStore, prepareModels } from '@fairlead/service-kit/dist/testing/store';
import type { Connection } from 'mongoose';
import { newSms } from '../domain/channel-deliveries';
import { digestId, newDelivery, newDigest } from '../domain/delivery';
import { DEFAULT_PREFERENCES } from '../domain/preferences';
import { DeliveryRepository, deliveryModel } from '../repository/delivery-repository';
import { PreferencesRepository, preferencesModel } from '../repository/preferences-repository';
import { makeDigest } from './make-digest';

const { DELIVERY_STATE_DIGESTED } = proto.DeliveryState;

describe('a digest', () => {
  let connection: Connection;
  let deliveries: DeliveryRepository;
  let preferences: PreferencesRepository;
  const host = 'mail.test';
  const night = new Date('2026-01-01T03:00:00Z');
  const morning = new Date('2026-01-01T07:00:00Z');
  const wanted = {
    ...DEFAULT_PREFERENCES,
    address: 'ann@reps.test',
    quietHours: { from: '22:00', to: '07:00' },
  };
  beforeAll(async () => {
    connection = await openTestStore();
    const models = [deliveryModel(connection), preferencesModel(connection)] as const;
    await prepareModels([...models]);
    deliveries = new DeliveryRepository(models[0], () => undefined);
    preferences = new PreferencesRepository(models[1], () => undefined);
  });
  afterAll(() => connection.close());

  const context = { now: night, actor: 'test' };
  async function hold(recipientId: string, ...ids: string[]): Promise<void> {
    const urgency = proto.Urgency.URGENCY_HIGH;
    for (const id of ids) {
      const notification = { recipientId, kind: 'lead_recycled', urgency, subject: id, params: {} };
      await deliveries.store.create(id, newDelivery(id, notification, wanted, host, night), [], context);
    }
  }
  const make = (id: string) => makeDigest({ deliveries, preferences, host }, id, morning);
  const stateOf = async (id: string) => {
    const doc = await deliveries.store.find(id);
    return [doc?.state, doc?.digestId];
  };

  it('lists everything that waits for it; what comes late goes into a further part', async () => {
    const id = digestId('ann', '2026-01-01');
    await hold('ann', 'a1', 'a2');
    await make(id);
    await make(id);
    const digest = await deliveries.store.find(id);
    expect(digest).toMatchObject({ kind: 'digest', itemIds: ['a1', 'a2'], address: 'ann@reps.test' });
    for (const item of ['a1', 'a2']) expect(await stateOf(item)).toEqual([DELIVERY_STATE_DIGESTED, id]);
    await hold('ann', 'a3');
    await make(id);
    expect((await deliveries.store.find(id))?.itemIds).toEqual(['a1', 'a2']);
    expect((await deliveries.store.find(`${id}:2`))?.itemIds).toEqual(['a3']);
    expect(await stateOf('a3')).toEqual([DELIVERY_STATE_DIGESTED, `${id}:2`]);
  });

  it('that was written before a crash marks exactly what it lists', async () => {
    const id = digestId('bob', '2026-01-01');
    await hold('bob', 'b1', 'b2');
    await deliveries.store.create(id, newDigest(id, 'bob', ['b1', 'b2'], wanted, host, morning), [], context);
    await hold('bob', 'b0');
    await make(id);
    for (const item of ['b1', 'b2']) expect(await stateOf(item)).toEqual([DELIVERY_STATE_DIGESTED, id]);
    expect(await stateOf('b0')).toEqual([DELIVERY_STATE_DIGESTED, `${id}:2`]);
    expect(await deliveries.store.find(`${id}:3`)).toBeNull();
  });

  it('of short messages alone goes to a mail address or nowhere, never to the phone', async () => {
    const id = digestId('dan', '2026-01-01');
    const urgency = proto.Urgency.URGENCY_HIGH;
    const notification = { recipientId: 'dan', kind: 'lead_recycled', urgency, subject: 'd1', params: {} };
    const asked = { ...wanted, phone: '+8613800138000', mailUrgencies: [] };
    const sms = newSms('d1', notification, asked, { digestMails: true }, night);
    expect(sms).toMatchObject({ channel: 'sms', digestId: id });
    await deliveries.store.create('d1', sms, [], context);
    // The preferences in the store have no address any more.
    await make(id);
    expect(await deliveries.store.find(id)).toBeNull();
    expect(await deliveries.store.find('d1')).toMatchObject({
      state: proto.DeliveryState.DELIVERY_STATE_SUPPRESSED,
      reason: 'quiet_hours',
    });
  });

  it('lists at most 200 items, the rest in further parts', async () => {
    const id = digestId('cat', '2026-01-01');
    await hold('cat', ...Array.from({ length: 203 }, (_, index) => `c${index}`));
    await make(id);
    const parts = await deliveries.store.findMany([id, `${id}:2`, `${id}:3`]);
    expect(parts.map(({ itemIds }) => itemIds.length).sort()).toEqual([200, 3]);
    expect(new Set(parts.flatMap(({ itemIds }) => itemIds)).size).toBe(203);
  });
});
