import { randomUUID } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import { parseConfig } from '@fairlead/service-kit';
import { callOptions, eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import { notificationConfig } from '../config';
import { MailInstallation } from '../testing/mail-installation';
import { MailReceiver } from '../testing/mail-receiver';

const { DELIVERY_STATE_SENT, DELIVERY_STATE_DEAD, DELIVERY_STATE_SUPPRESSED } = proto.DeliveryState;
const { URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL } = proto.Urgency;

describe('DeliveryService', () => {
  const receiver = new MailReceiver();
  let mail: MailInstallation;
  beforeAll(async () => {
    await receiver.start();
    mail = await MailInstallation.start({ SMTP_URL: receiver.url, MAIL_FROM: 'fairlead@mail.test' });
  }, 60_000);
  afterAll(async () => {
    await mail.stop();
    await receiver.stop();
  });

  const save = (
    as: CallOptions,
    preferences: Partial<proto.Preferences>,
    updateMask: string[],
    requestId: string = randomUUID(),
  ) => mail.client.updatePreferences({ preferences, updateMask, requestId }, as);
  const sentTo = async (repId: string) => {
    await mail.prefer(repId, { address: `${repId}@reps.test` });
    mail.neighbours.reach('breach', [repId]);
    return (await mail.until(repId, DELIVERY_STATE_SENT))[0] as proto.Delivery;
  };

  describe('GetPreferences', () => {
    it('answers defaults while nothing was saved', async () => {
      const ann = await mail.at.rep('ann', 'south');
      expect(await mail.client.getPreferences({}, ann)).toEqual({
        name: 'preferences/ann',
        repId: 'ann',
        etag: '0',
        address: '',
        locale: 'en',
        timeZone: 'UTC',
        mailUrgencies: [URGENCY_HIGH, URGENCY_CRITICAL],
        phone: '',
        smsUrgencies: [],
        quietHours: undefined,
        digest: true,
        updateTime: undefined,
      });
    });

    it('is for the own ones, and those of others for operators alone', async () => {
      for (const as of [await mail.at.rep('eve', 'south'), await mail.at.manager('mia', 'south')]) {
        expect((await failureOf(mail.client.getPreferences({ repId: 'ann' }, as))).code).toBe('PERMISSION_DENIED');
      }
      const operator = await mail.at.person({ sub: 'op', roles: ['operator'] });
      expect((await mail.client.getPreferences({ repId: 'ann' }, operator)).repId).toBe('ann');
      expect((await failureOf(mail.client.getPreferences({}, operator))).reason).toBe('NO_REP');
      expect((await failureOf(mail.client.getPreferences({ repId: 'A B' }, operator))).fields).toEqual(['rep_id']);
    });
  });

  describe('UpdatePreferences', () => {
    it('saves what the mask names, once per request id, and says so', async () => {
      const bob = await mail.at.rep('bob', 'south');
      const requestId = randomUUID();
      const given = { etag: '0', address: 'bob@reps.test', locale: 'zh', digest: false };
      const first = await save(bob, given, ['address', 'locale'], requestId);
      expect(first).toMatchObject({ repId: 'bob', etag: '1', address: 'bob@reps.test', locale: 'zh', digest: true });
      expect(await save(bob, given, ['address', 'locale'], requestId)).toEqual(first);
      const quietHours = { from: '22:00', to: '07:00' };
      const change = { etag: '1', quietHours, mailUrgencies: [URGENCY_NORMAL], timeZone: 'Asia/Shanghai' };
      const second = await save(bob, change, ['quiet_hours', 'mail_urgencies', 'time_zone']);
      expect(second).toMatchObject({ ...change, etag: '2', address: 'bob@reps.test' });
      expect(await mail.client.getPreferences({}, bob)).toEqual(second);
      const third = await save(bob, { etag: '2' }, ['quiet_hours']);
      expect(third.quietHours).toBeUndefined();
      const told = async () => {
        const fields: unknown[] = [];
        for await (const { item } of mail.at.client.events.subscribe({ untilHead: true }, bob)) {
          if (item?.$case === 'event' && item.value.type === 'crm.notification.preferences.updated.v1')
            fields.push(item.value.data?.fields);
        }
        return fields.length === 3 && fields;
      };
      expect(await eventually(told)).toEqual([
        ['address', 'locale'],
        ['quiet_hours', 'mail_urgencies', 'time_zone'],
        ['quiet_hours'],
      ]);
    });

    it('keeps a phone number in its one spelling, and refuses what is none', async () => {
      const gil = await mail.at.rep('gil', 'south');
      const given = { etag: '0', phone: '＋86 138-0013 8000', smsUrgencies: [URGENCY_CRITICAL] };
      const saved = await save(gil, given, ['phone', 'sms_urgencies']);
      expect(saved).toMatchObject({ phone: '+8613800138000', smsUrgencies: [URGENCY_CRITICAL] });
      for (const phone of ['13800138000', '+1', 'call me']) {
        const wrong = save(gil, { etag: '1', phone, smsUrgencies: [URGENCY_HIGH, URGENCY_HIGH] }, [
          'phone',
          'sms_urgencies',
        ]);
        const fields = ['preferences.phone', 'preferences.sms_urgencies[1]'];
        expect((await failureOf(wrong)).fields).toEqual(fields);
      }
      expect((await save(gil, { etag: '1', phone: '' }, ['phone'])).phone).toBe('');
    });

    it('refuses a stale etag, also of two first saves at once', async () => {
      const cat = await mail.at.rep('cat', 'south');
      const saves = ['a', 'b', 'c'].map((name) => save(cat, { etag: '0', address: `${name}@reps.test` }, ['address']));
      const outcomes = await Promise.allSettled(saves);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') {
          expect((await failureOf(Promise.reject(outcome.reason))).reason).toBe('STALE_ETAG');
        }
      }
      expect((await failureOf(save(cat, { etag: '7' }, ['digest']))).reason).toBe('STALE_ETAG');
    });

    it('names every fault and writes nothing', async () => {
      const dan = await mail.at.rep('dan', 'south');
      const wrong = {
        name: 'x',
        address: 'dan@reps.test\r\nBcc: x@y.zz',
        locale: 'fr',
        timeZone: 'Mars/Base',
        mailUrgencies: [URGENCY_HIGH, URGENCY_HIGH, proto.Urgency.URGENCY_UNSPECIFIED],
        quietHours: { from: '24:00', to: '7' },
      };
      const mask = ['address', 'locale', 'time_zone', 'mail_urgencies', 'quiet_hours', 'etag'];
      expect((await failureOf(save(dan, wrong, mask, 'no uuid'))).fields.sort()).toEqual([
        'preferences.address',
        'preferences.etag',
        'preferences.locale',
        'preferences.mail_urgencies[1]',
        'preferences.mail_urgencies[2]',
        'preferences.name',
        'preferences.quiet_hours.from',
        'preferences.quiet_hours.to',
        'preferences.time_zone',
        'request_id',
        'update_mask',
      ]);
      const same = { etag: '0', quietHours: { from: '08:00', to: '08:00' } };
      expect((await failureOf(save(dan, same, ['quiet_hours']))).fields).toEqual(['preferences.quiet_hours.to']);
      const nothing = mail.client.updatePreferences({ requestId: randomUUID() }, dan);
      expect((await failureOf(nothing)).fields.sort()).toEqual(['preferences', 'update_mask']);
      expect((await mail.client.getPreferences({}, dan)).etag).toBe('0');
    });

    it('is for the own ones; an admin may change any', async () => {
      const eve = await mail.at.rep('eve', 'south');
      const change = { repId: 'fay', etag: '0', digest: false };
      expect((await failureOf(save(eve, change, ['digest']))).code).toBe('PERMISSION_DENIED');
      expect((await save(await mail.at.admin(), change, ['digest'])).digest).toBe(false);
    });
  });

  describe('ListDeliveries', () => {
    it('shows a person the own ones, and all to those who run the place', async () => {
      const [gus, hal] = [await sentTo('gus'), await sentTo('hal')];
      const listed = async (as: CallOptions, request: Partial<proto.ListDeliveriesRequest> = {}) =>
        (await mail.client.listDeliveries(request, as)).deliveries.map(({ id }) => id);
      const asGus = await mail.at.rep('gus', 'south');
      expect(await listed(asGus)).toEqual([gus.id]);
      expect(await listed(asGus, { recipientId: 'hal' })).toEqual([]);
      expect(await listed(await mail.at.manager('mia', 'south'))).toEqual([]);
      for (const as of [await mail.at.admin(), await mail.at.asService('gateway')]) {
        expect(await listed(as)).toEqual(expect.arrayContaining([gus.id, hal.id]));
        expect(await listed(as, { recipientId: 'hal' })).toEqual([hal.id]);
        expect(await listed(as, { recipientId: 'hal', state: DELIVERY_STATE_DEAD })).toEqual([]);
      }
    });

    it('filters by channel, kind and state', async () => {
      const { kind } = await sentTo('joy');
      const admin = await mail.at.admin();
      const count = async (filter: Partial<proto.ListDeliveriesRequest>) =>
        (await mail.client.listDeliveries({ recipientId: 'joy', ...filter }, admin)).deliveries.length;
      expect(await count({ channel: 'mail', kind, state: DELIVERY_STATE_SENT })).toBe(1);
      for (const other of [{ channel: 'sms' }, { kind: 'lead_claimed' }, { state: DELIVERY_STATE_DEAD }]) {
        expect(await count(other)).toBe(0);
      }
      const wrong = mail.client.listDeliveries({ channel: 'fax', kind: 'x'.repeat(61) }, admin);
      expect((await failureOf(wrong)).fields).toEqual(['channel', 'kind']);
    });

    it('pages newest first, bound to filter and caller', async () => {
      for (let count = 0; count < 3; count += 1) mail.neighbours.reach('breach', ['ida']);
      await mail.until('ida', DELIVERY_STATE_SUPPRESSED, 3);
      const ida = await mail.at.rep('ida', 'south');
      const first = await mail.client.listDeliveries({ pageSize: 2 }, ida);
      const second = await mail.client.listDeliveries({ pageSize: 2, pageToken: first.nextPageToken }, ida);
      expect([first.deliveries.length, second.deliveries.length, second.nextPageToken]).toEqual([2, 1, '']);
      const ids = [...first.deliveries, ...second.deliveries].map(({ id }) => id);
      expect(new Set(ids).size).toBe(3);
      const other = { pageToken: first.nextPageToken, state: DELIVERY_STATE_SENT };
      expect((await failureOf(mail.client.listDeliveries(other, ida))).reason).toBe('PAGE_TOKEN_MISMATCH');
      expect((await failureOf(mail.client.listDeliveries({ pageSize: -1 }, ida))).fields).toEqual(['page_size']);
    });
  });

  describe('GetDelivery', () => {
    it('looks like nothing to others', async () => {
      const { id } = await sentTo('jan');
      expect((await mail.client.getDelivery({ deliveryId: id }, await mail.at.rep('jan', 'south'))).id).toBe(id);
      const eve = await mail.at.rep('eve', 'south');
      for (const deliveryId of [id, 'mail:none']) {
        expect((await failureOf(mail.client.getDelivery({ deliveryId }, eve))).reason).toBe('DELIVERY_NOT_FOUND');
      }
      expect((await failureOf(mail.client.getDelivery({ deliveryId: '' }, eve))).fields).toEqual(['delivery_id']);
      const expired = callOptions(await mail.at.auth.expiredToken('x'));
      expect((await failureOf(mail.client.getDelivery({ deliveryId: id }, expired))).reason).toBe('TOKEN_EXPIRED');
    });
  });

  describe('RetryDelivery', () => {
    it('is for operators and admins, and for dead ones', async () => {
      const { id: deliveryId } = await sentTo('kim');
      const request = { deliveryId, requestId: randomUUID() };
      const kim = await mail.at.rep('kim', 'south');
      expect((await failureOf(mail.client.retryDelivery(request, kim))).code).toBe('PERMISSION_DENIED');
      const operator = await mail.at.person({ sub: 'op', roles: ['operator'] });
      expect((await failureOf(mail.client.retryDelivery(request, operator))).reason).toBe('DELIVERY_NOT_DEAD');
      const none = { deliveryId: 'mail:none', requestId: randomUUID() };
      expect((await failureOf(mail.client.retryDelivery(none, operator))).reason).toBe('DELIVERY_NOT_FOUND');
      const wrong = mail.client.retryDelivery({ deliveryId: '', requestId: 'x' }, operator);
      expect((await failureOf(wrong)).fields.sort()).toEqual(['delivery_id', 'request_id']);
    });
  });
});

describe('RetryDeliveries', () => {
  const receiver = new MailReceiver();
  let mail: MailInstallation;
  beforeAll(async () => {
    await receiver.start();
    mail = await MailInstallation.start({ SMTP_URL: receiver.url, MAIL_FROM: 'fairlead@mail.test' });
  }, 60_000);
  afterAll(async () => {
    await mail.stop();
    await receiver.stop();
  });

  it('sends every dead one of a channel since a time again, page by page, and once however often it is called', async () => {
    const MAILS = 130;
    await mail.prefer('lea', { address: 'lea@reps.test' });
    receiver.mood = 'refuse';
    for (let count = 0; count < MAILS; count += 1) mail.neighbours.reach('breach', ['lea']);
    await mail.until('lea', DELIVERY_STATE_DEAD, MAILS, 60_000);
    receiver.mood = 'accept';
    const operator = await mail.at.person({ sub: 'op', roles: ['operator'] });
    const since = new Date(Date.now() - 3_600_000);
    const later = await mail.client.retryDeliveries({ channel: 'mail', since: new Date() }, operator);
    expect(later).toEqual({ retried: 0, nextPageToken: '' });
    const first = await mail.client.retryDeliveries({ channel: 'mail', since }, operator);
    expect(first.retried).toBe(100);
    const rest = { channel: 'mail', since, pageToken: first.nextPageToken };
    expect(await mail.client.retryDeliveries(rest, operator)).toEqual({ retried: 30, nextPageToken: '' });
    expect(await mail.client.retryDeliveries(rest, operator)).toEqual({ retried: 0, nextPageToken: '' });
    await mail.until('lea', DELIVERY_STATE_SENT, MAILS, 60_000);
    expect(receiver.mails).toHaveLength(MAILS);
  }, 150_000);

  it('is for operators and admins, and names every fault', async () => {
    const request = { channel: 'mail', since: new Date(0) };
    expect((await failureOf(mail.client.retryDeliveries(request, await mail.at.rep('lea', 'south')))).code).toBe(
      'PERMISSION_DENIED',
    );
    const admin = await mail.at.admin();
    const wrong = { channel: 'fax', since: new Date(Date.now() + 60_000) };
    expect((await failureOf(mail.client.retryDeliveries(wrong, admin))).fields).toEqual(['channel', 'since']);
    const foreign = { channel: 'mail', since: new Date(Date.now() - 1000), pageToken: 'x' };
    expect((await failureOf(mail.client.retryDeliveries(foreign, admin))).reason).toBe('PAGE_TOKEN_MISMATCH');
  });
});

describe('without a mail server', () => {
  let mail: MailInstallation;
  beforeAll(async () => {
    mail = await MailInstallation.start({});
  }, 60_000);
  afterAll(() => mail.stop());

  it('no deliveries come into being', async () => {
    await mail.prefer('ann', { address: 'ann@reps.test' });
    mail.neighbours.reach('breach', ['ann']);
    const ann = await mail.at.rep('ann', 'south');
    await eventually(async () => (await mail.at.client.inbox.countUnread({}, ann)).count === 1);
    expect(await mail.client.listDeliveries({}, await mail.at.admin())).toEqual({ deliveries: [], nextPageToken: '' });
    expect(await mail.at.service.connection.collection('deliveries').countDocuments()).toBe(0);
  });
});

describe('the configuration of mails', () => {
  const env = {
    MONGODB_URI: 'mongodb://x',
    SERVICE_KEY_FILE: 'x',
    USER_ISSUER: 'x',
    FOLLOW_UP_ADDRESS: 'x',
    ASSIGNMENT_ADDRESS: 'x',
  };
  it('needs a sender with a server, and never repeats a password', () => {
    expect(parseConfig(notificationConfig, env)).toMatchObject({
      CONSOLE_URL: 'http://localhost:8080',
      MAIL_PARALLEL: 4,
      WEBHOOK_ALLOW_INTERNAL: false,
      ROBOT_PER_MINUTE: 20,
    });
    const sms = { ...env, SMS_ACCESS_KEY_ID: 'k', SMS_URL: 'ftp://x' };
    expect(() => parseConfig(notificationConfig, sms)).toThrow(/SMS_URL/);
    expect(() => parseConfig(notificationConfig, { ...sms, SMS_URL: '' })).toThrow(
      /SMS_ACCESS_KEY_SECRET(.|\n)*SMS_TEMPLATE_ZH/,
    );
    const server = { ...env, SMTP_URL: 'smtp://user:secret@mail.test' };
    expect(() => parseConfig(notificationConfig, server)).toThrow('MAIL_FROM: is required when SMTP_URL is set');
    expect(() => parseConfig(notificationConfig, { ...server, MAIL_FROM: 'nobody' })).toThrow('MAIL_FROM: must be');
    const wrong = { ...env, SMTP_URL: 'http://user:secret@mail.test', MAIL_FROM: 'a@b.test' };
    expect(() => parseConfig(notificationConfig, wrong)).toThrow(/SMTP_URL: must be(?!.*secret)/);
  });
});
