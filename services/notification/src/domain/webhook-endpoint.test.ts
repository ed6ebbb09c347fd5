import { newWebhookSecret, signWebhook, verifyWebhook } from './standard-webhooks';
import { endpointFaults, MAX_SECRETS, rotated, type SealedSecret, secretsInForce } from './webhook-endpoint';

const at = (hours: number) => new Date(Date.parse('2026-01-01T00:00:00Z') + hours * 3_600_000);
const secret = (id: string, createTime: Date): SealedSecret => ({ id, sealed: id, createTime });

describe('a signed webhook', () => {
  it('carries the signature that the reference libraries make', () => {
    const now = new Date(1_614_265_330_000);
    const known = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = signWebhook('msg_p5jXN8AQM9LWM0D4loKWxJek', now, '{"test": 2432232314}', [known]);
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is right for whoever has any of its secrets, near its time, and for nobody else', () => {
    const [a, b, c] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    const headers = signWebhook('msg_1', at(0), '{}', [a, b]);
    for (const right of [a, b]) expect(verifyWebhook(headers, '{}', right, at(0))).toBe(true);
    expect(verifyWebhook(headers, '{}', c, at(0))).toBe(false);
    expect(verifyWebhook(headers, '{ }', a, at(0))).toBe(false);
    expect(verifyWebhook(headers, '{}', a, at(1))).toBe(false);
    expect(verifyWebhook({ ...headers, 'webhook-id': 'msg_2' }, '{}', a, at(0))).toBe(false);
  });
});

describe('the secrets of an endpoint', () => {
  it('overlap for the time that was given, and never for longer than was said before', () => {
    const first = { secrets: [secret('a', at(0))] };
    const second = { secrets: rotated(first, secret('b', at(1)), 24, at(1)) as SealedSecret[] };
    expect(secretsInForce(second, at(2)).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(secretsInForce(second, at(25)).map(({ id }) => id)).toEqual(['b']);
    const third = { secrets: rotated(second, secret('c', at(2)), 168, at(2)) as SealedSecret[] };
    expect(secretsInForce(third, at(3)).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(secretsInForce(third, at(26)).map(({ id }) => id)).toEqual(['c', 'b']);
    expect(third.secrets).toHaveLength(MAX_SECRETS);
    expect(rotated(third, secret('d', at(3)), 1, at(3))).toBeNull();
    expect(rotated(third, secret('d', at(3)), 0, at(3))?.map(({ id }) => id)).toEqual(['d']);
  });
});

describe('the values of an endpoint', () => {
  const faults = (url: string, internal = false) => endpointFaults({ url }, internal).map(({ field }) => field);
  it.each([
    'http://a.test',
    'ftp://a.test',
    'https://u:p@a.test',
    'https://a.test/#x',
    'a.test',
    '',
    `https://a.test/${'x'.repeat(2000)}`,
  ])('%s is no address for it', (url) => expect(faults(url)).toEqual(['url']));

  it('name every fault', () => {
    expect(faults('https://a.test/hook?x=1')).toEqual([]);
    expect(faults('http://10.0.0.1/hook', true)).toEqual([]);
    const wrong = {
      eventTypes: ['notification.lead_assigned', 'notification.lead_assigned', 'other'],
      description: 'a\nb',
    };
    expect(endpointFaults(wrong, false).map(({ field }) => field)).toEqual([
      'description',
      'event_types[1]',
      'event_types[2]',
    ]);
  });
});
