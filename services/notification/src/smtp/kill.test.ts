import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notification as proto } from '@fairlead/proto';
import { eventually } from '@fairlead/service-kit/dist/testing';
import { MailInstallation } from '../testing/mail-installation';
import { MailReceiver } from '../testing/mail-receiver';

const { DELIVERY_STATE_SENT, DELIVERY_STATE_QUEUED } = proto.DeliveryState;
const MAIN = join(__dirname, '../../dist/main.js');
const MAILS = 24;

/** Promise: a mail comes at least once; again only after a crash between send and record, and then it says so. */
describe('a sender that is killed between send and record', () => {
  const receiver = new MailReceiver();
  let mail: MailInstallation;
  beforeAll(async () => {
    expect(existsSync(MAIN)).toBe(true);
    await receiver.start();
    const config = { SMTP_URL: receiver.url, MAIL_FROM: 'fairlead@mail.test' };
    mail = await MailInstallation.start(config);
  }, 60_000);
  afterAll(async () => {
    await mail.stop();
    await receiver.stop();
  });

  /** Runs a second process of the service until the armed point kills it. */
  async function runUntilKilled(parallel: number, pass: number): Promise<void> {
    const log = join(mkdtempSync(join(tmpdir(), 'fairlead-kill-')), 'crashes');
    const values = { ...mail.at.config, GRPC_PORT: 0, MAIL_PARALLEL: parallel };
    const env = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH ?? '', ...env, CRASH_POINT: `after-send:${pass}`, CRASH_LOG_FILE: log },
      stdio: 'ignore',
    });
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(existsSync(log)).toBe(true);
  }

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
      for (const pass of passes) await runUntilKilled(parallel, pass);
      await mail.at.addInstance();
      const deliveries = await mail.until(repId, DELIVERY_STATE_SENT, MAILS);
      const received = receiver.mails.filter(({ to }) => to === address);
      expect(new Set(received.map(({ messageId }) => messageId))).toEqual(
        new Set(deliveries.map(({ messageId }) => messageId)),
      );
      const seen = new Set<string>();
      const repeats = received.filter(({ messageId }) => seen.size === seen.add(messageId).size);
      expect(repeats.length).toBeLessThanOrEqual(passes.length * parallel);
      expect(repeats.filter(({ possibleRepeat }) => !possibleRepeat)).toEqual([]);
      const marked = new Set(deliveries.filter((each) => each.possiblyRepeated).map(({ messageId }) => messageId));
      expect(repeats.every(({ messageId }) => marked.has(messageId))).toBe(true);
      expect(repeats.length).toBeGreaterThan(0);
    },
    120_000,
  );
});
