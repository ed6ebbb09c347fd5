import { notification as proto } from '@fairlead/proto';
import { heldBack, newRobot, newSms, newWebhook, stableId, wantsSms } from './channel-deliveries';
import { type Delivery, newDelivery } from './delivery';
import { quietFor } from './mail-decision';
import { DEFAULT_PREFERENCES, type Preferences } from './preferences';
import type { QuietEnd } from './quiet-hours';

const { DELIVERY_STATE_QUEUED, DELIVERY_STATE_SUPPRESSED } = proto.DeliveryState;
const { URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL } = proto.Urgency;
const night = new Date('2026-01-01T23:00:00Z');
const morning = new Date('2026-01-02T07:00:00Z');
const content = (urgency: proto.Urgency) => ({ recipientId: 'ann', kind: 'k', urgency, subject: 's', params: {} });
const rested: Preferences = {
  ...DEFAULT_PREFERENCES,
  address: 'ann@reps.test',
  phone: '+8613800138000',
  smsUrgencies: [URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL],
  quietHours: { from: '22:00', to: '07:00' },
};
const on = { digestMails: true };
const sms = (preferences: Preferences, urgency: proto.Urgency, { digestMails } = on) =>
  newSms('sms:n', content(urgency), preferences, { digestMails }, night);

describe('a short message in quiet hours', () => {
  it('goes out when it is critical', () => {
    expect(sms(rested, URGENCY_CRITICAL)).toMatchObject({ state: DELIVERY_STATE_QUEUED, nextAttemptTime: night });
  });

  it('is part of the digest where its mail is not', () => {
    expect(sms(rested, URGENCY_NORMAL)).toMatchObject({
      digestId: 'mail:digest:ann:2026-01-02',
      nextAttemptTime: morning,
    });
    const alone = { state: DELIVERY_STATE_SUPPRESSED, reason: 'quiet_hours', digestId: '' };
    // The mail of this urgency is in the digest anyway.
    expect(sms(rested, URGENCY_HIGH)).toMatchObject(alone);
    expect(sms({ ...rested, digest: false }, URGENCY_NORMAL)).toMatchObject(alone);
    expect(sms({ ...rested, address: '' }, URGENCY_NORMAL)).toMatchObject(alone);
    expect(sms(rested, URGENCY_NORMAL, { digestMails: false })).toMatchObject(alone);
  });

  it('is none without a number, and not wanted unless it is said', () => {
    expect(sms({ ...rested, phone: '' }, URGENCY_NORMAL)).toMatchObject({ reason: 'no_address' });
    expect(wantsSms(DEFAULT_PREFERENCES, URGENCY_CRITICAL)).toBe(false);
  });
});

describe('a delivery that is due when quiet hours have begun', () => {
  const end = quietFor(rested, URGENCY_NORMAL, night) as QuietEnd;
  const day = new Date('2026-01-01T12:00:00Z');
  const held = (delivery: Delivery, preferences = rested) => heldBack(delivery, preferences, end, on);
  const mail = newDelivery('mail:n', content(URGENCY_HIGH), rested, 'mail.test', day);
  const short = newSms('sms:n', content(URGENCY_NORMAL), rested, on, day);
  const robot = newRobot(
    'robot:r:n',
    { _id: 'r', locale: 'zh', timeZone: 'UTC' },
    content(URGENCY_NORMAL),
    rested,
    day,
  );

  it('is treated as if it had been decided in them', () => {
    expect(held(mail)).toMatchObject({ digestId: 'mail:digest:ann:2026-01-02', nextAttemptTime: morning });
    expect(held(mail, { ...rested, digest: false })).toMatchObject({ nextAttemptTime: morning });
    expect(held(short)).toMatchObject({ digestId: 'mail:digest:ann:2026-01-02' });
    expect(held({ ...short, urgency: URGENCY_HIGH })).toMatchObject({ state: DELIVERY_STATE_SUPPRESSED });
    expect(held(robot)).toMatchObject({ nextAttemptTime: morning });
    expect(held(robot).digestId).toBeUndefined();
  });

  it('is tried again at their end when it was tried before', () => {
    for (const delivery of [mail, short, robot]) {
      const again = held({ ...delivery, attemptCount: 1 });
      expect(again).toMatchObject({ nextAttemptTime: morning });
      expect(again.digestId).toBeUndefined();
      expect(Number(again.giveUpTime)).toBeGreaterThan(Number(morning));
    }
  });
});

describe('a webhook', () => {
  it('goes at any hour, under an id that never changes', () => {
    const webhook = newWebhook('webhook:e:n', 'e', content(URGENCY_NORMAL), night);
    expect(webhook).toMatchObject({ state: DELIVERY_STATE_QUEUED, nextAttemptTime: night, targetId: 'e', address: '' });
    expect(webhook.messageId).toBe(stableId('webhook:e:n'));
    expect(webhook.messageId).toMatch(/^msg_[0-9a-f]{32}$/);
  });
});
