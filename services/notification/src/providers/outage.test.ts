import { setTimeout as sleep } from 'node:timers/promises';
import { notification as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { ChannelWorld } from '../testing/channel-world';
import { SenderProcess } from '../testing/sender-process';

/** How long nobody answers; `CHANNEL_OUTAGE_SECONDS=600 npx jest providers/outage` is the ten minutes of real life. */
const OUTAGE_S = Number(process.env.CHANNEL_OUTAGE_SECONDS ?? 10);
const SHORT = OUTAGE_S < 60;
const MESSAGES = 40;
const KILLS_DURING = 4;
/** Short outages are tried again at a shorter distance and with quicker robots; long ones as an installation does. */
const HASTE = SHORT
  ? { MAIL_RETRY_MIN_MS: 500, MAIL_RETRY_MAX_MS: 2000, ROBOT_PER_MINUTE: 600 }
  : { MAIL_RETRY_MIN_MS: 5000, MAIL_RETRY_MAX_MS: 900_000, MAIL_SEND_TIMEOUT_MS: 30_000 };
const PATIENCE_MS = (SHORT ? 1 : 16) * 60_000;
const { DELIVERY_STATE_SENT, DELIVERY_STATE_QUEUED, DELIVERY_STATE_DIGESTED } = proto.DeliveryState;
const { URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL } = proto.Urgency;
const ALL = [URGENCY_NORMAL, URGENCY_HIGH, URGENCY_CRITICAL];

/** Promise: receivers that are away, while senders die, cost time and no message. Quiet hours hold all the while. */
describe(`receivers of every channel that are away for ${OUTAGE_S} seconds`, () => {
  const world = new ChannelWorld();
  beforeAll(async () => {
    // One at a time, so that a kill can repeat one message of a channel at most.
    const parallel = { MAIL_PARALLEL: 1, WEBHOOK_PARALLEL: 1, SMS_PARALLEL: 1, ROBOT_PARALLEL: 1 };
    await world.start({ ...parallel, ...HASTE });
    if (SHORT) world.robots.perMinute = 600;
  }, 60_000);
  afterAll(() => world.stop());

  const quiet = () => {
    const wall = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
    return { from: wall(-60), to: wall(240) };
  };
  const inState = (found: proto.Delivery[], state: proto.DeliveryState) => found.filter((each) => each.state === state);

  /** What goes wrong, by the share of the outage that is over. */
  async function spoil(share: number): Promise<void> {
    const { mail, webhooks, sms, robots } = world;
    if (share === 0) {
      await mail.stop();
      webhooks.mood = 'dropping';
      sms.mood = 'hanging';
      robots.mood = 'failing';
    } else if (share === 0.25) {
      webhooks.mood = 'failing';
      sms.mood = 'failing';
      robots.mood = 'hanging';
    } else if (share === 0.5) {
      await Promise.all([webhooks.stop(), sms.stop(), robots.stop()]);
    }
  }

  async function recover(): Promise<void> {
    const { mail, webhooks, sms, robots } = world;
    for (const each of [webhooks, sms, robots]) each.mood = 'well';
    await Promise.all([mail.start(), webhooks.start(), sms.start(), robots.start()]);
  }

  it(
    'get everything afterwards, each once or marked; in quiet hours only what is urgent, the rest as one digest',
    async () => {
      const { installation } = world;
      const { neighbours, at } = installation;
      for (const repId of ['ida', 'quinn']) neighbours.teams.set(repId, 'south');
      const ida = { address: 'ida@reps.test', phone: '+8613800138001', smsUrgencies: ALL };
      await installation.prefer('ida', ida);
      const quinn = { address: 'quinn@reps.test', phone: '+8613800138002', smsUrgencies: ALL, quietHours: quiet() };
      await installation.prefer('quinn', quinn);
      await world.endpoint('/hook');
      await world.robot('south', { key: 'south-key' });
      await spoil(0);
      await at.removeInstance();
      const began = Date.now();
      let sender = SenderProcess.start(at.config);
      const until = (share: number) => sleep(Math.max(0, began + share * OUTAGE_S * 1000 - Date.now()));
      const urgent: string[] = [];
      for (let step = 1; step <= MESSAGES; step += 1) {
        // Every tenth is an escalation to the one who rests, every eighth a usual message to that one.
        if (step % 10 === 0) urgent.push(neighbours.reach('breach', ['ida', 'quinn']));
        else neighbours.reach('breach', ['ida']);
        if (step % 8 === 0) neighbours.reach('breach', ['quinn']);
        await until(step / MESSAGES);
        if (step % (MESSAGES / KILLS_DURING) !== 0) continue;
        await spoil(step / MESSAGES);
        await sender.kill();
        sender = SenderProcess.start(at.config);
      }
      await recover();
      await eventually(() => world.mail.mails.length >= 2 && world.webhooks.received.length >= 2, PATIENCE_MS);
      await sender.kill();
      await SenderProcess.start(at.config, {}, 'after-send:2').crashed();
      await at.addInstance();

      const channels = { mail: MESSAGES, webhook: MESSAGES, sms: MESSAGES, robot: MESSAGES };
      const sent: Record<string, proto.Delivery[]> = {};
      for (const [channel, count] of Object.entries(channels)) {
        sent[channel] = await eventually(async () => {
          const found = inState(await world.deliveries(channel, 'ida'), DELIVERY_STATE_SENT);
          return found.length === count && found;
        }, PATIENCE_MS);
      }
      // Who rests got what is urgent, on every channel, and nothing else but what is no person.
      for (const channel of ['mail', 'sms', 'robot']) {
        const passed = await eventually(async () => {
          const found = inState(await world.deliveries(channel, 'quinn'), DELIVERY_STATE_SENT);
          return found.length === urgent.length && found;
        }, PATIENCE_MS);
        expect(new Set(passed.map(({ subject }) => subject))).toEqual(new Set(urgent));
        sent[channel]?.push(...passed);
      }
      sent.webhook?.push(
        ...(await eventually(async () => {
          const found = inState(await world.deliveries('webhook', 'quinn'), DELIVERY_STATE_SENT);
          return found.length === urgent.length + MESSAGES / 8 && found;
        }, PATIENCE_MS)),
      );
      const held = inState(await world.deliveries('mail', 'quinn'), DELIVERY_STATE_QUEUED);
      expect(held).toHaveLength(MESSAGES / 8);
      await installation.prefer('quinn', { quietHours: undefined });
      const over = { $set: { nextAttemptTime: new Date(Date.now() - 1) } };
      const deliveries = at.service.connection.collection('deliveries');
      await deliveries.updateMany({ recipientId: 'quinn', state: DELIVERY_STATE_QUEUED }, over);
      const digest = await eventually(async () => {
        const found = inState(await world.deliveries('mail', 'quinn'), DELIVERY_STATE_SENT);
        return found.find(({ kind }) => kind === 'digest');
      }, PATIENCE_MS);
      expect(inState(await world.deliveries('mail', 'quinn'), DELIVERY_STATE_DIGESTED)).toHaveLength(MESSAGES / 8);
      expect(digest.itemIds).toHaveLength(MESSAGES / 8);
      await eventually(async () => {
        const robot = inState(await world.deliveries('robot', 'quinn'), DELIVERY_STATE_SENT);
        return robot.length === urgent.length + MESSAGES / 8;
      }, PATIENCE_MS);

      const arrived: Record<string, string[]> = {
        mail: world.mail.mails.filter(({ messageId }) => messageId !== digest.messageId).map((each) => each.messageId),
        webhook: world.webhooks.received.map(({ id }) => id),
        sms: world.sms.received.map(({ outId }) => outId),
      };
      const lines = Object.entries(arrived).map(([channel, ids]) => {
        const wanted = sent[channel] as proto.Delivery[];
        expect(new Set(ids)).toEqual(new Set(wanted.map(({ messageId }) => messageId)));
        const marked = new Set(wanted.filter((each) => each.possiblyRepeated).map(({ messageId }) => messageId));
        const repeats = ids.filter((id, index) => ids.indexOf(id) !== index);
        expect(repeats.filter((id) => !marked.has(id))).toEqual([]);
        return `${channel}: ${new Set(ids).size} arrived, ${repeats.length} repeated and marked`;
      });
      // A robot's message has no id; the lead that it is about and its words are as good as one.
      const said = world.robots.received.map(({ content }) => content);
      expect(new Set(said).size).toBe(MESSAGES + urgent.length + MESSAGES / 8);
      const robots = await Promise.all(['ida', 'quinn'].map((repId) => world.deliveries('robot', repId)));
      const marked = robots.flat().filter(({ possiblyRepeated }) => possiblyRepeated).length;
      expect(said.length - new Set(said).size).toBeLessThanOrEqual(marked);
      const seen = new Set<string>();
      for (const { id, possibleRepeat } of world.webhooks.received) {
        if (seen.has(id)) expect(possibleRepeat).toBe(true);
        seen.add(id);
      }
      expect(world.mail.mails.filter(({ messageId }) => messageId === digest.messageId)).toHaveLength(1);
      lines.push(`robot: ${new Set(said).size} arrived, ${said.length - new Set(said).size} repeated and marked`);
      console.info(
        `${MESSAGES} messages to one rep and ${urgent.length + MESSAGES / 8} to one who rests, ${OUTAGE_S} s without any ` +
          `receiver, ${KILLS_DURING + 2} kills\n${lines.join('\n')}\n` +
          `quiet hours: ${urgent.length} urgent ones passed on every channel, ${held.length} came as one digest`,
      );
    },
    OUTAGE_S * 1000 + 8 * PATIENCE_MS,
  );
});
