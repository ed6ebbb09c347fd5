import { setTimeout as sleep } from 'node:timers/promises';
import { notification as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { MailInstallation } from '../testing/mail-installation';
import { MailReceiver, repeatsOf } from '../testing/mail-receiver';
import { SenderProcess } from '../testing/sender-process';

/** How long the mail server is away; `MAIL_OUTAGE_SECONDS=600 npx jest outage` is the ten minutes of real life. */
const OUTAGE_S = Number(process.env.MAIL_OUTAGE_SECONDS ?? 10);
const MAILS = 40;
const KILLS_DURING = 4;
/** After the server is back: at a moment chosen by the clock, and right between send and record. */
const KILLS_AFTER = 2;
/** Short outages are tried again at a shorter distance; long ones as an installation does. */
const RETRY = OUTAGE_S < 60 ? { MAIL_RETRY_MIN_MS: 500, MAIL_RETRY_MAX_MS: 2000 } : {};
const PATIENCE_MS = (OUTAGE_S < 60 ? 1 : 16) * 60_000;

/** Promise: a mail server that is away, while senders die, costs time and no mail. */
describe(`a mail server that is away for ${OUTAGE_S} seconds`, () => {
  const receiver = new MailReceiver();
  let mail: MailInstallation;
  beforeAll(async () => {
    await receiver.start();
    // One at a time, so that a kill can repeat one mail at most.
    const config = { SMTP_URL: receiver.url, MAIL_FROM: 'fairlead@mail.test', MAIL_PARALLEL: 1, ...RETRY };
    mail = await MailInstallation.start(config);
  }, 60_000);
  afterAll(async () => {
    await mail.stop();
    await receiver.stop();
  });

  it(
    'gets every mail afterwards; repeats are marked and not more than kills',
    async () => {
      const address = 'ida@reps.test';
      await mail.prefer('ida', { address });
      await receiver.stop();
      await mail.at.removeInstance();
      const began = Date.now();
      let sender = SenderProcess.start(mail.at.config);
      const until = (share: number) => sleep(Math.max(0, began + share * OUTAGE_S * 1000 - Date.now()));
      for (let step = 1; step <= MAILS; step += 1) {
        mail.neighbours.reach('breach', ['ida']);
        await until(step / MAILS);
        if (step % (MAILS / KILLS_DURING) !== 0) continue;
        await sender.kill();
        sender = SenderProcess.start(mail.at.config);
      }
      await receiver.start();
      await eventually(async () => receiver.mails.length >= 2, PATIENCE_MS);
      await sender.kill();
      await SenderProcess.start(mail.at.config, {}, 'after-send:2').crashed();
      await mail.at.addInstance();
      const deliveries = await mail.until('ida', proto.DeliveryState.DELIVERY_STATE_SENT, MAILS, PATIENCE_MS);
      const received = receiver.mails.filter(({ to }) => to === address);
      expect(new Set(received.map(({ messageId }) => messageId))).toEqual(
        new Set(deliveries.map(({ messageId }) => messageId)),
      );
      const repeats = repeatsOf(received);
      expect(repeats.filter(({ possibleRepeat }) => !possibleRepeat)).toEqual([]);
      expect(repeats.length).toBeLessThanOrEqual(KILLS_DURING + KILLS_AFTER);
      console.info(
        `${MAILS} mails decided in ${OUTAGE_S} s without a mail server, ${KILLS_DURING + KILLS_AFTER} kills: ` +
          `${new Set(received.map(({ messageId }) => messageId)).size} arrived, ${repeats.length} repeated and marked`,
      );
    },
    OUTAGE_S * 1000 + 3 * PATIENCE_MS,
  );
});
