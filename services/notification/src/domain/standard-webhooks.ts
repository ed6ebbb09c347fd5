import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Signed webhooks in the way of https://www.standardwebhooks.com, version 1.0.0. */
export interface WebhookHeaders {
  'webhook-id': string;
  /** Seconds since 1970. */
  'webhook-timestamp': string;
  /** One signature per secret in force, newest first, with a blank between. */
  'webhook-signature': string;
}

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const TOLERANCE_S = 300;

export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

const signature = (secret: string, content: string): string =>
  createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(content)
    .digest('base64');

/** The headers of a message with this body, signed with every secret. */
export function signWebhook(id: string, now: Date, body: string, secrets: string[]): WebhookHeaders {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures = secrets.map((secret) => `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** How a receiver checks a message: some signature is right and the time is near. */
export function verifyWebhook(headers: WebhookHeaders, body: string, secret: string, now: Date): boolean {
  const time = Number(headers['webhook-timestamp']);
  if (!(Math.abs(now.getTime() / 1000 - time) <= TOLERANCE_S)) return false;
  const right = Buffer.from(signature(secret, `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`));
  return headers['webhook-signature'].split(' ').some((each) => {
    const [version, value = ''] = each.split(',');
    const given = Buffer.from(value);
    return version === 'v1' && given.length === right.length && timingSafeEqual(given, right);
  });
}
