import { randomUUID } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import { eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import { verifyWebhook } from '../domain/standard-webhooks';
import { ChannelWorld } from '../testing/channel-world';

const { DELIVERY_STATE_SENT, DELIVERY_STATE_DEAD, DELIVERY_STATE_QUEUED } = proto.DeliveryState;

/** Promise: another system gets every message that it asked for, signed, under an id that never changes. */
describe('webhooks', () => {
  const world = new ChannelWorld();
  beforeAll(() => world.start(), 60_000);
  afterAll(() => world.stop());

  const until = (repId: string, check: (deliveries: proto.Delivery[]) => boolean) =>
    eventually(async () => {
      const found = await world.deliveries('webhook', repId);
      return check(found) && found;
    });
  const all = (state: proto.DeliveryState, count: number) => (found: proto.Delivery[]) =>
    found.filter((each) => each.state === state).length === count;

  it('carry ids, never words, and are signed; each endpoint gets the types that it asked for', async () => {
    const everything = await world.endpoint('/all');
    const claims = await world.endpoint('/claims', ['notification.lead_claimed']);
    const leadId = world.installation.neighbours.reach('breach', ['ann']);
    world.installation.neighbours.names.set(leadId, 'Contoso');
    world.installation.neighbours.claim('ann');
    await until('ann', all(DELIVERY_STATE_SENT, 3));
    expect(world.webhooks.at('/claims').map(({ type }) => type)).toEqual(['notification.lead_claimed']);
    const breach = world.webhooks.at('/all').find(({ type }) => type === 'notification.first_contact_breach');
    const notificationId = `first_contact:${leadId}:1:breach:ann`;
    expect(breach?.data).toMatchObject({
      deliveryId: `webhook:${everything.id}:${notificationId}`,
      notificationId,
      recipientId: 'ann',
      subject: leadId,
      urgency: 'URGENCY_HIGH',
      params: { level: 'breach', ownerId: 'ann' },
    });
    expect(breach?.body).not.toContain('Contoso');
    const [delivery] = (await world.deliveries('webhook', 'ann')).filter(({ id }) => id.endsWith(notificationId));
    expect(delivery).toMatchObject({ targetId: everything.id, address: '', messageId: breach?.id });
    await disable(everything);
    await disable(claims);
  });

  it('arrive when the receiver fails, hangs, drops the connection and is gone; what may be a repetition says so', async () => {
    const endpoint = await world.endpoint('/troubled', ['notification.first_contact_breach']);
    let expected = 0;
    const troubled = async () => {
      for (let count = 0; count < 3; count += 1) world.installation.neighbours.reach('breach', ['bob']);
      expected += 3;
      const tried = (found: proto.Delivery[]) => found.every(({ attempts }) => attempts.length > 0);
      return until('bob', (found) => found.length === expected && tried(found));
    };
    world.webhooks.mood = 'failing';
    await troubled();
    world.webhooks.mood = 'dropping';
    await troubled();
    world.webhooks.mood = 'hanging';
    await troubled();
    await world.webhooks.stop();
    await troubled();
    world.webhooks.mood = 'well';
    await world.webhooks.start();
    const sent = await until('bob', all(DELIVERY_STATE_SENT, expected));
    const received = world.webhooks.at('/troubled');
    expect(new Set(received.map(({ id }) => id))).toEqual(new Set(sent.map(({ messageId }) => messageId)));
    const marked = new Set(sent.filter(({ possiblyRepeated }) => possiblyRepeated).map(({ messageId }) => messageId));
    const seen = new Set<string>();
    for (const { id, possibleRepeat } of received) {
      // What came a second time says so; what never could have come before does not.
      if (seen.has(id)) expect(possibleRepeat).toBe(true);
      expect(possibleRepeat && !marked.has(id)).toBe(false);
      seen.add(id);
    }
    expect(marked.size).toBeGreaterThanOrEqual(6);
    await disable(endpoint);
  }, 60_000);

  it('that are refused are dead, and sent again on request under the same id; Retry-After is obeyed', async () => {
    const endpoint = await world.endpoint('/refusing', ['notification.first_contact_breach']);
    world.webhooks.answers.set('/refusing', { status: 422, body: '' });
    world.installation.neighbours.reach('breach', ['cat']);
    const [dead] = (await until('cat', all(DELIVERY_STATE_DEAD, 1))) as [proto.Delivery];
    expect(dead).toMatchObject({ reason: 'message_refused', attemptCount: 1 });
    world.webhooks.answers.set('/refusing', { status: 429, headers: { 'retry-after': '3600' }, body: '' });
    const admin = await world.installation.at.admin();
    await world.installation.client.retryDelivery({ deliveryId: dead.id, requestId: randomUUID() }, admin);
    const [waiting] = (await until('cat', ([only]) => only?.attempts.length === 2)) as [proto.Delivery];
    expect(waiting.state).toBe(DELIVERY_STATE_QUEUED);
    expect(Number(waiting.nextAttemptTime) - Date.now()).toBeGreaterThan(3_500_000);
    await disable(endpoint);
  });

  it('to a receiver that is gone switch the endpoint off; switched on again, the dead ones can be sent', async () => {
    const { id } = await world.endpoint('/gone', ['notification.first_contact_breach']);
    world.webhooks.answers.set('/gone', { status: 410, body: '' });
    world.installation.neighbours.reach('breach', ['dan']);
    const [dead] = (await until('dan', all(DELIVERY_STATE_DEAD, 1))) as [proto.Delivery];
    expect(dead.reason).toBe('target_gone');
    const admin = await world.installation.at.admin();
    const off = await world.channels.getWebhookEndpoint({ endpointId: id }, admin);
    expect(off).toMatchObject({ active: false, disabledReason: 'gone' });
    world.installation.neighbours.reach('breach', ['dan']);
    await eventually(async () => {
      const options = await world.installation.at.rep('dan', 'south');
      return (await world.installation.at.client.inbox.countUnread({}, options)).count === 2;
    });
    expect(await world.deliveries('webhook', 'dan')).toHaveLength(1);
    world.webhooks.answers.delete('/gone');
    const endpoint = { id, etag: off.etag, active: true };
    await world.channels.updateWebhookEndpoint({ endpoint, updateMask: ['active'], requestId: randomUUID() }, admin);
    const since = new Date(Date.now() - 3_600_000);
    const page = await world.installation.client.retryDeliveries({ channel: 'webhook', since }, admin);
    expect(page).toMatchObject({ nextPageToken: '' });
    expect(page.retried).toBeGreaterThanOrEqual(1);
    await until('dan', all(DELIVERY_STATE_SENT, 1));
    await disable({ id, etag: (await world.channels.getWebhookEndpoint({ endpointId: id }, admin)).etag });
  });

  it('are signed with both secrets after a rotation, then with the new one alone', async () => {
    const made = await world.endpoint('/rotated', ['notification.lead_claimed']);
    const old = world.webhooks.secrets.get('/rotated') as string;
    const admin = await world.installation.at.admin();
    const request = { endpointId: made.id, overlapHours: 24, requestId: randomUUID() };
    const rotated = await world.channels.rotateWebhookSecret(request, admin);
    expect(rotated.secret).toMatch(/^whsec_/);
    expect(rotated.secret).not.toBe(old);
    expect(rotated.endpoint?.secrets).toHaveLength(2);
    // The same request again, as after a lost answer, tells the same secret.
    expect((await world.channels.rotateWebhookSecret(request, admin)).secret).toBe(rotated.secret);
    world.installation.neighbours.claim('eve');
    await until('eve', all(DELIVERY_STATE_SENT, 1));
    const [both] = world.webhooks.at('/rotated') as [(typeof world.webhooks.received)[0]];
    for (const secret of [old, rotated.secret]) {
      expect(verifyWebhook(both.headers, both.body, secret, new Date())).toBe(true);
    }
    const now = { ...request, overlapHours: 0, requestId: randomUUID() };
    const last = await world.channels.rotateWebhookSecret(now, admin);
    expect(last.endpoint?.secrets).toHaveLength(1);
    world.webhooks.secrets.set('/rotated', last.secret);
    world.installation.neighbours.claim('eve');
    await until('eve', all(DELIVERY_STATE_SENT, 2));
    const newest = world.webhooks.at('/rotated').at(-1) as (typeof world.webhooks.received)[0];
    expect(verifyWebhook(newest.headers, newest.body, rotated.secret, new Date())).toBe(false);
    await disable(last.endpoint as proto.WebhookEndpoint);
  });

  it('to one receiver that hangs do not hold up those to another', async () => {
    const hanging = await world.endpoint('/slow', ['notification.lead_claimed']);
    const quick = await world.endpoint('/quick', ['notification.lead_claimed']);
    world.webhooks.hangingPaths.add('/slow');
    for (let count = 0; count < 20; count += 1) world.installation.neighbours.claim('fay');
    await eventually(() => world.webhooks.at('/quick').length === 20);
    expect(
      (await world.deliveries('webhook', 'fay')).filter(({ state }) => state === DELIVERY_STATE_SENT).length,
    ).toBeGreaterThan(15);
    await disable(hanging);
    await disable(quick);
    await until('fay', (found) => found.every(({ state }) => state !== DELIVERY_STATE_QUEUED));
  }, 60_000);

  it('keep no secret in the store, in answers or in events', async () => {
    const admin = await world.installation.at.admin();
    const secrets = [...world.webhooks.secrets.values()].filter((secret) => secret.length > 20);
    const endpoints = await world.installation.at.service.connection.collection('webhook_endpoints').find().toArray();
    const { endpoints: listed } = await world.channels.listWebhookEndpoints({}, admin);
    const events: string[] = [];
    for await (const { item } of world.installation.at.client.events.subscribe({ untilHead: true }, admin)) {
      if (item?.$case === 'event')
        events.push(JSON.stringify(item.value, (_key, value) => (typeof value === 'bigint' ? String(value) : value)));
    }
    expect(events.some((event) => event.includes('webhook_endpoint.updated'))).toBe(true);
    const kept = endpoints.flatMap(({ creation, requests, ...rest }) => [
      JSON.stringify(rest),
      ...[creation, ...requests].map((record) => Buffer.from(record.response.buffer).toString('latin1')),
    ]);
    for (const secret of secrets) {
      for (const text of [...kept, JSON.stringify(listed), ...events])
        expect(text.includes(secret.slice(6))).toBe(false);
    }
    expect(events.some((event) => event.includes(world.webhooks.url))).toBe(false);
  });

  async function disable({ id, etag }: Pick<proto.WebhookEndpoint, 'id' | 'etag'>): Promise<void> {
    const endpoint = { id, etag, active: false };
    const request = { endpoint, updateMask: ['active'], requestId: randomUUID() };
    const admin = await world.installation.at.admin();
    expect((await world.channels.updateWebhookEndpoint(request, admin)).disabledReason).toBe('by_admin');
  }
});

describe('webhooks into private networks', () => {
  const world = new ChannelWorld();
  beforeAll(() => world.start({ WEBHOOK_ALLOW_INTERNAL: false }), 60_000);
  afterAll(() => world.stop());

  it('are refused: http when it is registered, the address when it is called', async () => {
    const admin = await world.installation.at.admin();
    const create = (url: string) =>
      world.channels.createWebhookEndpoint({ endpoint: { url }, requestId: randomUUID() }, admin);
    expect((await failureOf(create(world.webhooks.url))).fields).toEqual(['endpoint.url']);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '169.254.169.254']) {
      await create(`https://${host}:${world.webhooks.port}/`);
    }
    world.installation.neighbours.claim('gus');
    const dead = await eventually(async () => {
      const found = await world.deliveries('webhook', 'gus');
      return found.filter(({ state }) => state === DELIVERY_STATE_DEAD).length === 4 && found;
    });
    expect(dead.map(({ reason }) => reason)).toEqual(Array(4).fill('address_refused'));
  });
});
