import { notification as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { MailInstallation } from '../testing/mail-installation';
import { MailReceiver, repeatsOf } from '../testing/mail-receiver';
import { SenderProcess } from '../testing/sender-process';

const { DELIVERY_STATE_SENT, DELIVERY_STATE_QUEUED } = proto.DeliveryState;
const MAILS = 24;

/** Promise: a mail comes at least once; again only after a crash between send and record, and then it says so. */
describe('a sender that is killed between send and record', () => {
  const receiver = new MailReceiver();
  let mail: MailInstallation;
  beforeAll(async () => {
    await receiver.start();
    const config = { SMTP_URL: receiver.url, MAIL_FROM: 'fairlead@mail.test' };
    mail = await MailInstallation.start(config);
  }, 60_000);
  afterAll(async () => {
    await mail.stop();
    await receiver.stop();
  });

  it.each([
    ['one at a time', 'gus', 1, [1, 3, 2, 4]],
    ['four at a time', 'hal', 4, [2, 5, 3]],
  ])(
    'loses nothing, sending %s',
    async (_how, repId, parallel, passes) => {
      const address = `${repId}@reps.test`;
      await mail.prefer(repId, { address });
      await receiver.stop();
      for (let count = 0; count < MAILS; count += 1) mail.neighbours.reach('breach', [repId]);
      await mail.until(repId, DELIVERY_STATE_QUEUED, MAILS);
      await eventually(async () => (await mail.deliveriesTo(repId)).some(({ attempts }) => attempts.length > 0));
      // From here on nobody but the processes that die sends, until the last one is dead.
      await mail.at.removeInstance();
      await receiver.start();
      for (const pass of passes) {
        // A second process of the service, until the armed point kills it.
        await SenderProcess.start(mail.at.config, { MAIL_PARALLEL: parallel }, `after-send:${pass}`).crashed();
      }
      await mail.at.addInstance();
      const deliveries = await mail.until(repId, DELIVERY_STATE_SENT, MAILS);
      const received = receiver.mails.filter(({ to }) => to === address);
      expect(new Set(received.map(({ messageId }) => messageId))).toEqual(
        new Set(deliveries.map(({ messageId }) => messageId)),
      );
      const repeats = repeatsOf(received);
      expect(repeats.length).toBeLessThanOrEqual(passes.length * parallel);
      expect(repeats.filter(({ possibleRepeat }) => !possibleRepeat)).toEqual([]);
      const marked = new Set(deliveries.filter((each) => each.possiblyRepeated).map(({ messageId }) => messageId));
      expect(repeats.every(({ messageId }) => marked.has(messageId))).toBe(true);
      expect(repeats.length).toBeGreaterThan(0);
    },
    120_000,
  );
});
