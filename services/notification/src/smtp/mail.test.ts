import { notification as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { MailInstallation } from '../testing/mail-installation';
import { MailReceiver } from '../testing/mail-receiver';

const { DELIVERY_STATE_SENT, DELIVERY_STATE_QUEUED, DELIVERY_STATE_DEAD, DELIVERY_STATE_DIGESTED } =
  proto.DeliveryState;
const { DELIVERY_STATE_SUPPRESSED } = proto.DeliveryState;

/** Promise: a mail that is wanted arrives, whatever its server goes through, always under the same Message-ID. */
describe('mails', () => {
  const receiver = new MailReceiver();
  let mail: MailInstallation;
  beforeAll(async () => {
    await receiver.start();
    const config = { SMTP_URL: receiver.url, MAIL_FROM: 'Fairlead <fairlead@mail.test>' };
    mail = await MailInstallation.start(config, 2);
  }, 60_000);
  afterAll(async () => {
    receiver.mood = 'accept';
    await mail.stop();
    await receiver.stop();
  });
  const mailsTo = (address: string) => receiver.mails.filter(({ to }) => to === address);

  it('go out in the language, with the name and a link, once', async () => {
    await mail.prefer('ann', { address: 'ann@reps.test', locale: 'zh', timeZone: 'Asia/Shanghai' });
    const leadId = mail.neighbours.reach('breach', ['ann']);
    mail.neighbours.names.set(leadId, 'Contoso <b>');
    mail.neighbours.reach('breach', ['ann'], leadId);
    const [delivery] = (await mail.until('ann', DELIVERY_STATE_SENT)) as [proto.Delivery];
    const [received] = mailsTo('ann@reps.test') as [(typeof receiver.mails)[0]];
    expect(received.messageId).toBe(delivery.messageId);
    expect(received.messageId).toMatch(/^<[0-9a-f]{32}@mail\.test>$/);
    expect(received.possibleRepeat).toBe(false);
    expect(received.raw).toContain(`http://console.test/customers/${leadId}`);
    expect(received.raw).toMatch(/^From: Fairlead <fairlead@mail\.test>$/m);
    expect(delivery).toMatchObject({ attemptCount: 1, possiblyRepeated: false, state: DELIVERY_STATE_SENT });
    expect(mailsTo('ann@reps.test')).toHaveLength(1);
  });

  it('are not sent when they are not wanted, and the reason is kept', async () => {
    mail.neighbours.reach('breach', ['nobody']);
    const [unknown] = (await mail.until('nobody', DELIVERY_STATE_SUPPRESSED)) as [proto.Delivery];
    expect(unknown).toMatchObject({ reason: 'no_address', attemptCount: 0 });
    await mail.prefer('bob', { address: 'bob@reps.test' });
    mail.neighbours.claim('bob');
    const [off] = (await mail.until('bob', DELIVERY_STATE_SUPPRESSED)) as [proto.Delivery];
    expect(off.reason).toBe('urgency_off');
    expect(mailsTo('bob@reps.test')).toEqual([]);
  });

  it('all arrive when the server is busy, is gone, stalls, and recovers', async () => {
    await mail.prefer('cat', { address: 'cat@reps.test' });
    const leads: string[] = [];
    const troubled = async (count: number) => {
      for (let index = 0; index < count; index += 1) leads.push(mail.neighbours.reach('breach', ['cat']));
      await mail.until('cat', DELIVERY_STATE_QUEUED, leads.length);
      return eventually(async () => (await mail.deliveriesTo('cat')).every(({ attempts }) => attempts.length > 0));
    };
    receiver.mood = 'busy';
    await troubled(6);
    await receiver.stop();
    await troubled(6);
    receiver.mood = 'stall';
    await receiver.start();
    const before = receiver.turnedAway;
    await troubled(2);
    await eventually(() => receiver.turnedAway > before);
    receiver.mood = 'accept';
    const sent = await mail.until('cat', DELIVERY_STATE_SENT, leads.length);
    expect(new Set(mailsTo('cat@reps.test').map(({ messageId }) => messageId))).toEqual(
      new Set(sent.map(({ messageId }) => messageId)),
    );
    // No process died: nothing came twice. What a stalling server may have kept is marked.
    expect(mailsTo('cat@reps.test')).toHaveLength(leads.length);
    const marked = new Set(sent.filter(({ possiblyRepeated }) => possiblyRepeated).map(({ messageId }) => messageId));
    for (const { messageId, possibleRepeat } of mailsTo('cat@reps.test')) {
      expect([messageId, possibleRepeat]).toEqual([messageId, marked.has(messageId)]);
    }
    expect(marked.size).toBeGreaterThan(0);
    expect(sent.every(({ attempts }) => attempts.length <= 20)).toBe(true);
  }, 60_000);

  it('are given up when the recipient is refused, and sent again on request', async () => {
    await mail.prefer('dan', { address: 'dan@reps.test' });
    receiver.mood = 'refuse';
    mail.neighbours.reach('breach', ['dan']);
    const [dead] = (await mail.until('dan', DELIVERY_STATE_DEAD)) as [proto.Delivery];
    expect(dead).toMatchObject({ reason: 'recipient_refused', attemptCount: 1 });
    expect(dead.attempts[0]?.error).toContain('No such mailbox');
    receiver.mood = 'accept';
    await mail.prefer('dan', { address: 'daniel@reps.test' });
    const request = { deliveryId: dead.id, requestId: crypto.randomUUID() };
    const again = await mail.client.retryDelivery(request, await mail.at.admin());
    expect(again.address).toBe('daniel@reps.test');
    expect(await mail.client.retryDelivery(request, await mail.at.admin())).toEqual(again);
    const [sent] = (await mail.until('dan', DELIVERY_STATE_SENT)) as [proto.Delivery];
    expect(mailsTo('daniel@reps.test').map(({ messageId }) => messageId)).toEqual([sent.messageId]);
    expect(sent.messageId).toBe(dead.messageId);
  });

  it('wait for the end of quiet hours and come as one digest; critical ones pass', async () => {
    const now = Date.now();
    const wall = (minutes: number) => new Date(now + minutes * 60_000).toISOString().slice(11, 16);
    for (const repId of ['eve', 'fay']) {
      await mail.prefer(repId, {
        address: `${repId}@reps.test`,
        quietHours: { from: wall(-60), to: wall(60) },
        digest: true,
      });
    }
    for (let count = 0; count < 3; count += 1) mail.neighbours.reach('breach', ['eve', 'fay']);
    await mail.until('fay', DELIVERY_STATE_SENT, 3);
    const held = await mail.until('eve', DELIVERY_STATE_QUEUED, 3);
    const [id] = [...new Set(held.map(({ digestId }) => digestId))] as [string];
    expect(id).toMatch(/^mail:digest:eve:\d{4}-\d{2}-\d{2}$/);
    expect(mailsTo('eve@reps.test')).toEqual([]);
    // The hours are over for these: their time has come, and there are none any more.
    await mail.prefer('eve', { quietHours: undefined });
    const deliveries = mail.at.service.connection.collection('deliveries');
    await deliveries.updateMany({ digestId: id }, { $set: { nextAttemptTime: new Date(now - 1) } });
    const [digest] = (await mail.until('eve', DELIVERY_STATE_SENT)) as [proto.Delivery];
    expect(digest).toMatchObject({ id, kind: 'digest' });
    const items = await mail.until('eve', DELIVERY_STATE_DIGESTED, 3);
    expect(items.map((item) => item.id).sort()).toEqual([...digest.itemIds].sort());
    expect(items.every(({ digestId }) => digestId === id)).toBe(true);
    const [received, ...more] = mailsTo('eve@reps.test');
    expect(more).toEqual([]);
    for (const { subject } of items) expect(received?.raw.replace(/=\r\n/g, '')).toContain(subject);
  });
});
