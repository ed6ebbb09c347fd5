import { notification as proto } from '@fairlead/proto';
import fc from 'fast-check';
import { RETRY_FOR_MS, retryDelay } from './backoff';
import { claim, type Delivery, failed, hostOfMailbox, messageIdOf, newDelivery, revived, sent } from './delivery';
import { DEFAULT_PREFERENCES, isMailAddress } from './preferences';
import { classifyFailure } from './send-failure';

const { DeliveryState, Urgency } = proto;
const policy = { minMs: 5000, maxMs: 900_000 };
const start = new Date('2026-01-01T00:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);
const temporary = { outcomeUnknown: false, words: 'busy' };
const fresh = (): Delivery =>
  newDelivery(
    'mail:n',
    { recipientId: 'ann', kind: 'lead_recycled', urgency: Urgency.URGENCY_HIGH, subject: 'l', params: {} },
    { ...DEFAULT_PREFERENCES, address: 'ann@reps.test' },
    'mail.test',
    start,
  );
const apply = (delivery: Delivery, change: Partial<Delivery> | null): Delivery => ({ ...delivery, ...change });

describe('a delivery', () => {
  it('waits from 5 seconds to 15 minutes between attempts, longer each time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const delay = retryDelay(failures, policy, random);
          expect(delay).toBeGreaterThanOrEqual(5000);
          expect(delay).toBeLessThanOrEqual(900_000);
          expect(retryDelay(failures + 1, policy, random)).toBeGreaterThanOrEqual(delay);
        },
      ),
    );
  });

  it('is tried for three days and then given up, with its newest 20 failures', () => {
    let delivery = fresh();
    let now = start;
    while (delivery.state === DeliveryState.DELIVERY_STATE_QUEUED) {
      now = delivery.nextAttemptTime as Date;
      delivery = apply(delivery, claim(delivery, now, new Date(now.getTime() + 60_000)));
      delivery = apply(delivery, failed(delivery, temporary, now, policy, 0.5));
    }
    expect(delivery).toMatchObject({ state: DeliveryState.DELIVERY_STATE_DEAD, reason: 'gave_up' });
    expect(now.getTime() - start.getTime()).toBeGreaterThan(RETRY_FOR_MS - policy.maxMs);
    expect(now.getTime() - start.getTime()).toBeLessThanOrEqual(RETRY_FOR_MS);
    expect(delivery.attempts).toHaveLength(20);
    expect(delivery.attemptCount).toBeGreaterThan(200);
    const again = apply(delivery, revived(delivery, '', now));
    expect(again).toMatchObject({ state: DeliveryState.DELIVERY_STATE_QUEUED, address: 'ann@reps.test', failures: 0 });
    expect(apply(again, failed(again, temporary, now, policy, 0)).state).toBe(DeliveryState.DELIVERY_STATE_QUEUED);
  });

  it('is nobody else’s while it is being sent, and marked when its sender died', () => {
    const taken = apply(fresh(), claim(fresh(), start, later(60_000)));
    expect(taken.possiblyRepeated).toBe(false);
    expect(claim(taken, later(59_999), later(120_000))).toBeNull();
    const over = apply(taken, claim(taken, later(60_000), later(120_000)));
    expect(over).toMatchObject({ possiblyRepeated: true, attemptCount: 2 });
    const done = apply(over, sent(over, later(61_000)));
    expect(done.sendingSince).toBeUndefined();
    expect(claim(done, later(10 * 60_000), later(11 * 60_000))).toBeNull();
    expect(sent(done, later(1))).toBeNull();
    expect(revived(done, '', start)).toBeNull();
  });

  it('is not marked after a failure whose outcome is known, and is after any other', () => {
    const taken = apply(fresh(), claim(fresh(), start, later(60_000)));
    const known = apply(taken, failed(taken, temporary, later(1), policy, 0));
    expect(apply(known, claim(known, later(60_000), later(90_000))).possiblyRepeated).toBe(false);
    const unknown = apply(taken, failed(taken, { ...temporary, outcomeUnknown: true }, later(1), policy, 0));
    expect(apply(unknown, claim(unknown, later(60_000), later(90_000))).possiblyRepeated).toBe(true);
  });

  it.each([
    [
      'the recipient is refused',
      { responseCode: 550, command: 'RCPT TO', code: 'EENVELOPE' },
      'recipient_refused',
      false,
    ],
    ['the message is refused', { responseCode: 554, command: 'DATA', code: 'EMESSAGE' }, 'message_refused', false],
    ['the address is none', { code: 'EENVELOPE' }, 'invalid_address', false],
    ['the mailbox is busy', { responseCode: 450, command: 'RCPT TO', code: 'EENVELOPE' }, undefined, false],
    ['the sender is refused', { responseCode: 553, command: 'MAIL FROM', code: 'EENVELOPE' }, undefined, false],
    ['the sign-in is refused', { responseCode: 535, command: 'AUTH PLAIN', code: 'EAUTH' }, undefined, false],
    ['the server is away', { code: 'ESOCKET', syscall: 'connect' }, undefined, false],
    ['no greeting comes', { code: 'ETIMEDOUT', command: 'CONN' }, undefined, false],
    ['no answer comes to the message', { code: 'ETIMEDOUT', command: 'DATA' }, undefined, true],
    ['the send is cut', { code: 'EABORT' }, undefined, true],
  ])('knows what it means when %s', (_what, error, permanent, outcomeUnknown) => {
    const failure = classifyFailure({ message: `x\r\n${'y'.repeat(400)}`, ...error });
    expect(failure).toMatchObject({ outcomeUnknown });
    expect(failure.permanent).toBe(permanent);
    expect(failure.words).toHaveLength(300);
    expect(failure.words).not.toMatch(/[\r\n]/);
  });

  it('has one Message-ID for ever', () => {
    expect(messageIdOf('mail:n', 'mail.test')).toBe(messageIdOf('mail:n', 'mail.test'));
    expect(messageIdOf('mail:n', 'mail.test')).toMatch(/^<[0-9a-f]{32}@mail\.test>$/);
    expect(['a@b.test', 'A B <a@b.test>', 'a', '<a@b> c', 'a@b@c'].map(hostOfMailbox)).toEqual([
      'b.test',
      'b.test',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('accepts only addresses that are one', () => {
    for (const good of ['a@b.cd', 'a.b+c@mail.example.org', '王@例子.公司']) expect(isMailAddress(good)).toBe(true);
    for (const bad of ['a', 'a@b', 'a b@c.de', 'a@b.de,c@d.ef', 'A <a@b.de>', 'a@b.de\r\nBcc: x@y.zz', 'a@b..de'])
      expect(isMailAddress(bad)).toBe(false);
  });
});
