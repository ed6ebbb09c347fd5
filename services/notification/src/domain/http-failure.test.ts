import { classifyWebhook, HttpAnswerError, HttpConnectionError, PermanentError, retryAfterMs } from './http-failure';
import { isPublicAddress } from './private-address';

const now = new Date('2026-01-01T00:00:00Z');
const answer = (status: number, retryAfter?: string) =>
  classifyWebhook(new HttpAnswerError(status, 'x', retryAfter), now);

describe('the answer of a receiver', () => {
  it.each([400, 401, 403, 404, 405, 413, 422])('%s is final for the message', (status) => {
    expect(answer(status)).toEqual({ permanent: 'message_refused', outcomeUnknown: false, words: `HTTP ${status}` });
  });

  it.each([301, 302, 408, 409, 425, 500, 503])('%s is tried again', (status) => {
    expect(answer(status)).toEqual({ outcomeUnknown: false, words: `HTTP ${status}` });
  });

  it.each([502, 504])('%s comes from something in between, so it may have been taken', (status) => {
    expect(answer(status).outcomeUnknown).toBe(true);
  });

  it('410 is for good, 429 and 503 say when to come back', () => {
    expect(answer(410).permanent).toBe('target_gone');
    expect(answer(429, '120').retryAfterMs).toBe(120_000);
    expect(answer(503, 'Thu, 01 Jan 2026 00:05:00 GMT').retryAfterMs).toBe(300_000);
    expect(answer(500, '120').retryAfterMs).toBeUndefined();
    for (const header of [undefined, '', 'soon', '-5', 'Thu, 01 Jan 2015 00:05:00 GMT']) {
      expect(retryAfterMs(header, now)).toBeUndefined();
    }
    expect(retryAfterMs('999999999', now)).toBe(86_400_000);
  });

  it('that never came leaves it open whether it was taken, unless no connection was made', () => {
    expect(classifyWebhook(new HttpConnectionError('ECONNREFUSED', false), now).outcomeUnknown).toBe(false);
    expect(classifyWebhook(new HttpConnectionError('no answer in time', true), now).outcomeUnknown).toBe(true);
    const refused = classifyWebhook(new PermanentError('address_refused', 'w'), now);
    expect(refused).toEqual({ permanent: 'address_refused', outcomeUnknown: false, words: 'w' });
  });
});

describe('addresses of the public internet', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', '::ffff:127.0.0.1', '::ffff:8.8.8.8', 'fe80::1'],
    ...['fc00::1', 'fd12::1', 'ff02::1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'localhost', ''],
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
