import { randomUUID } from 'node:crypto';
import { notification as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { ChannelWorld } from '../testing/channel-world';

const { DELIVERY_STATE_SENT, DELIVERY_STATE_DEAD, DELIVERY_STATE_QUEUED } = proto.DeliveryState;
const { DELIVERY_STATE_SUPPRESSED, DELIVERY_STATE_DIGESTED } = proto.DeliveryState;
const { URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL } = proto.Urgency;
const ALL = [URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL];

const world = new ChannelWorld();
beforeAll(() => world.start(), 60_000);
afterAll(() => world.stop());

const until = (channel: string, repId: string, state: proto.DeliveryState, count = 1) =>
  eventually(async () => {
    const found = (await world.deliveries(channel, repId)).filter((each) => each.state === state);
    return found.length === count && found;
  });
const tried = (channel: string, repId: string, count: number) =>
  eventually(async () => {
    const found = await world.deliveries(channel, repId);
    return found.length === count && found.every(({ attempts }) => attempts.length > 0);
  });
/** Quiet hours around now. */
const quiet = () => {
  const wall = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  return { from: wall(-60), to: wall(60) };
};

describe('short messages', () => {
  it('go to the phone, in the language and by the approved template, under an id that stays', async () => {
    await world.installation.prefer('ann', { phone: '+8613800138000', smsUrgencies: ALL, locale: 'zh' });
    const leadId = world.installation.neighbours.claim('ann');
    world.installation.neighbours.names.set(leadId, '天河贸易');
    const [sent] = (await until('sms', 'ann', DELIVERY_STATE_SENT)) as [proto.Delivery];
    expect(sent).toMatchObject({ id: `sms:claimed:${leadId}:1`, address: '+8613800138000', channel: 'sms' });
    const [received] = world.sms.received.filter(({ phone }) => phone === '13800138000');
    expect(received).toMatchObject({ templateCode: 'SMS_1', outId: sent.messageId });
    expect(received?.content).toMatch(/^您领取了 /);
  });

  it('are not made for whoever does not want them; without a number the reason is kept', async () => {
    await world.installation.prefer('bob', { smsUrgencies: [URGENCY_HIGH] });
    world.installation.neighbours.claim('bob');
    world.installation.neighbours.reach('breach', ['bob']);
    const [only] = (await until('sms', 'bob', DELIVERY_STATE_SUPPRESSED)) as [proto.Delivery];
    expect(only.reason).toBe('no_address');
    expect(await world.deliveries('sms', 'bob')).toHaveLength(1);
  });

  it('wait where the provider limits, and are dead where the number is wrong', async () => {
    await world.installation.prefer('cat', { phone: '+8613900139000', smsUrgencies: ALL });
    world.sms.codes.set('13900139000', 'isv.BUSINESS_LIMIT_CONTROL');
    world.installation.neighbours.claim('cat');
    await tried('sms', 'cat', 1);
    const [waiting] = (await world.deliveries('sms', 'cat')) as [proto.Delivery];
    expect(waiting.state).toBe(DELIVERY_STATE_QUEUED);
    expect(Number(waiting.nextAttemptTime) - Date.now()).toBeGreaterThan(50_000);
    world.sms.codes.set('13900139000', 'isv.MOBILE_NUMBER_ILLEGAL');
    world.installation.neighbours.claim('cat');
    const [dead] = (await until('sms', 'cat', DELIVERY_STATE_DEAD)) as [proto.Delivery];
    expect(dead.reason).toBe('invalid_address');
    // With another number it goes there.
    await world.installation.prefer('cat', { phone: '+4915112345678' });
    const request = { deliveryId: dead.id, requestId: randomUUID() };
    await world.installation.client.retryDelivery(request, await world.installation.at.admin());
    await until('sms', 'cat', DELIVERY_STATE_SENT);
    expect(world.sms.received.map(({ phone }) => phone)).toContain('4915112345678');
  });

  it('in quiet hours: critical ones go out, others are told by the digest mail or the inbox alone', async () => {
    const quietHours = quiet();
    const base = { smsUrgencies: ALL, quietHours, digest: true };
    await world.installation.prefer('dan', { ...base, phone: '+8613700137001' });
    const mailed = { address: 'eve@reps.test', mailUrgencies: [URGENCY_CRITICAL] };
    await world.installation.prefer('eve', { ...base, ...mailed, phone: '+8613700137002' });
    // The second one told of a breach is a supervisor: critical.
    world.installation.neighbours.reach('breach', ['dan', 'eve']);
    world.installation.neighbours.reach('breach', ['eve', 'dan']);
    for (const repId of ['dan', 'eve']) await until('sms', repId, DELIVERY_STATE_SENT);
    const [inboxOnly] = (await until('sms', 'dan', DELIVERY_STATE_SUPPRESSED)) as [proto.Delivery];
    expect(inboxOnly.reason).toBe('quiet_hours');
    const [held] = (await until('sms', 'eve', DELIVERY_STATE_QUEUED)) as [proto.Delivery];
    expect(held.digestId).toMatch(/^mail:digest:eve:/);
    await world.installation.prefer('eve', { quietHours: undefined });
    const deliveries = world.installation.at.service.connection.collection('deliveries');
    await deliveries.updateMany({ digestId: held.digestId }, { $set: { nextAttemptTime: new Date(Date.now() - 1) } });
    await until('sms', 'eve', DELIVERY_STATE_DIGESTED);
    const mails = await eventually(() => {
      const found = world.mail.mails.filter(({ to }) => to === 'eve@reps.test');
      // One about the critical breach, and the digest.
      return found.length === 2 && found;
    });
    expect(mails.some(({ raw }) => raw.replace(/=\r\n/g, '').includes(held.subject))).toBe(true);
    expect(world.sms.received.filter(({ phone }) => phone.startsWith('1370013700'))).toHaveLength(2);
  });
});

describe('robots of teams', () => {
  it('say in the group what the people of the team are told, of the urgencies that they are for', async () => {
    world.installation.neighbours.teams.set('fay', 'east');
    world.installation.neighbours.teams.set('gus', 'west');
    await world.robot('east', { key: 'east-key', urgencies: [URGENCY_HIGH] });
    const dingtalk = { kind: proto.RobotKind.ROBOT_KIND_DINGTALK, key: 'east-token', secret: 'SECabc', locale: 'en' };
    await world.robot('east', dingtalk);
    const leadId = world.installation.neighbours.reach('breach', ['fay']);
    world.installation.neighbours.names.set(leadId, 'Evil [x](http://e.test)');
    world.installation.neighbours.claim('fay');
    world.installation.neighbours.claim('gus');
    await until('robot', 'fay', DELIVERY_STATE_SENT, 3);
    const said = (key: string) =>
      world.robots.received.filter((each) => each.key === key).map(({ content }) => content);
    expect(said('east-key')).toHaveLength(1);
    expect(said('east-key')[0]).toContain(`(http://console.test/customers/${leadId})`);
    expect(said('east-key')[0]).toContain('已超时');
    expect(said('east-token')).toHaveLength(2);
    for (const content of [...said('east-key'), ...said('east-token')]) expect(content).not.toContain('[x]');
    expect(await world.deliveries('robot', 'gus')).toEqual([]);
  });

  it('keep below 20 a minute each, and lose nothing of more', async () => {
    world.installation.neighbours.teams.set('hal', 'north');
    await world.robot('north', { key: 'north-key' });
    for (let count = 0; count < 25; count += 1) world.installation.neighbours.claim('hal');
    await until('robot', 'hal', DELIVERY_STATE_SENT, 20);
    const waiting = (await until('robot', 'hal', DELIVERY_STATE_QUEUED, 5)) as proto.Delivery[];
    expect(waiting.every(({ attemptCount }) => attemptCount === 0)).toBe(true);
    const sent = await eventually(async () => {
      const found = (await world.deliveries('robot', 'hal')).filter(({ state }) => state === DELIVERY_STATE_SENT);
      return found.length === 25 && found;
    }, 90_000);
    // The receiver refuses what comes too fast; it never had to.
    expect(sent.every(({ attemptCount }) => attemptCount === 1)).toBe(true);
    expect(world.robots.received.filter(({ key }) => key === 'north-key')).toHaveLength(25);
  }, 120_000);

  it('that are not there any more are switched off; those that are shut out wait', async () => {
    world.installation.neighbours.teams.set('ida', 'lost');
    world.installation.neighbours.teams.set('jan', 'busy');
    const gone = await world.robot('lost', { key: 'lost-key' });
    world.robots.wecomKeys.delete('lost-key');
    world.installation.neighbours.claim('ida');
    const [dead] = (await until('robot', 'ida', DELIVERY_STATE_DEAD)) as [proto.Delivery];
    expect(dead.reason).toBe('target_gone');
    const admin = await world.installation.at.admin();
    const off = await world.channels.getTeamRobot({ robotId: gone.id }, admin);
    expect(off).toMatchObject({ active: false, disabledReason: 'gone', key: '', secret: '' });
    await world.robot('busy', { kind: proto.RobotKind.ROBOT_KIND_DINGTALK, key: 'busy-token' });
    world.robots.perMinute = 0;
    world.installation.neighbours.claim('jan');
    await tried('robot', 'jan', 1);
    world.robots.perMinute = 20;
    const [shutOut] = (await world.deliveries('robot', 'jan')) as [proto.Delivery];
    expect(shutOut).toMatchObject({ state: DELIVERY_STATE_QUEUED, attempts: [{ error: 'errcode 130101' }] });
    expect(Number(shutOut.nextAttemptTime) - Date.now()).toBeGreaterThan(9 * 60_000);
  });

  it('keep the quiet hours of whom a message is for, but for critical ones', async () => {
    world.installation.neighbours.teams.set('kim', 'calm');
    world.installation.neighbours.teams.set('lea', 'calm');
    await world.robot('calm', { key: 'calm-key' });
    await world.installation.prefer('kim', { quietHours: quiet() });
    world.installation.neighbours.reach('breach', ['lea', 'kim']);
    world.installation.neighbours.claim('kim');
    await until('robot', 'lea', DELIVERY_STATE_SENT);
    await until('robot', 'kim', DELIVERY_STATE_SENT);
    const [held] = (await until('robot', 'kim', DELIVERY_STATE_QUEUED)) as [proto.Delivery];
    expect(held).toMatchObject({ kind: 'lead_claimed', digestId: '', attemptCount: 0 });
    expect(Number(held.nextAttemptTime) - Date.now()).toBeGreaterThan(55 * 60_000);
  });
});
