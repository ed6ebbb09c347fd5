import { KINDS } from './catalogue';

/** A sealed secret of an endpoint. */
export interface SealedSecret {
  id: string;
  sealed: string;
  createTime: Date;
  /** An old one signs until then; unset for the newest. */
  expireTime?: Date;
}

/** Why an endpoint gets nothing: an admin switched it off, or its receiver said that it is gone. */
export type DisabledReason = '' | 'by_admin' | 'gone';

/** Another system that is told of messages. */
export interface WebhookEndpoint {
  url: string;
  description: string;
  /** Which types of message it gets; empty: all. */
  eventTypes: string[];
  active: boolean;
  disabledReason: DisabledReason;
  /** Newest first, at most MAX_SECRETS. */
  secrets: SealedSecret[];
}

export const MAX_ENDPOINTS = 50;
export const MAX_SECRETS = 3;
export const MAX_URL = 2000;
export const MAX_DESCRIPTION = 200;
export const MAX_OVERLAP_HOURS = 168;
/** A message that an admin sends to see whether an endpoint or robot works. */
export const TEST = 'test';

const TYPE_PREFIX = 'notification.';
/** The `type` of a message in a webhook's body. */
export const webhookType = (kind: string): string => `${TYPE_PREFIX}${kind}`;
export const WEBHOOK_TYPES: readonly string[] = KINDS.map(webhookType);

/** Whether an endpoint gets messages of this kind. */
export const wants = ({ active, eventTypes }: WebhookEndpoint, kind: string): boolean =>
  active && (kind === TEST || eventTypes.length === 0 || eventTypes.includes(webhookType(kind)));

/** Those that sign now, newest first. */
export const secretsInForce = ({ secrets }: Pick<WebhookEndpoint, 'secrets'>, now: Date): SealedSecret[] =>
  secrets.filter(({ expireTime }) => !expireTime || expireTime > now);

/** With a new secret in front; the ones before sign until the overlap is over. Null: too many are in force. */
export function rotated(
  endpoint: Pick<WebhookEndpoint, 'secrets'>,
  secret: SealedSecret,
  overlapHours: number,
  now: Date,
): SealedSecret[] | null {
  const end = new Date(now.getTime() + overlapHours * 3_600_000);
  const before = secretsInForce(endpoint, now)
    .map((old) => ({ ...old, expireTime: old.expireTime && old.expireTime < end ? old.expireTime : end }))
    .filter(({ expireTime }) => expireTime > now);
  return before.length < MAX_SECRETS ? [secret, ...before] : null;
}

/** Every fault of an endpoint's values, by the proto's field names. */
export function endpointFaults(
  { url, description, eventTypes }: Partial<WebhookEndpoint>,
  internalAllowed: boolean,
): { field: string; description: string }[] {
  const faults: { field: string; description: string }[] = [];
  const check = (sound: boolean, field: string, text: string) => sound || faults.push({ field, description: text });
  if (url !== undefined) check(isWebhookUrl(url, internalAllowed), 'url', urlRule(internalAllowed));
  if (description !== undefined) {
    check([...description].length <= MAX_DESCRIPTION, 'description', `must have at most ${MAX_DESCRIPTION} characters`);
    check(!/\p{Cc}/u.test(description), 'description', 'must not contain control characters');
  }
  eventTypes?.forEach((type, index) => {
    const field = `event_types[${index}]`;
    check(WEBHOOK_TYPES.includes(type), field, `${type.slice(0, 60)} is no type of message`);
    check(eventTypes.indexOf(type) === index, field, 'is given twice');
  });
  return faults;
}

const urlRule = (internalAllowed: boolean) =>
  `must be ${internalAllowed ? 'an http or https' : 'an https'} address without user and fragment, at most ${MAX_URL} characters`;

function isWebhookUrl(text: string, internalAllowed: boolean): boolean {
  if (text.length > MAX_URL || !URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  const scheme = protocol === 'https:' || (internalAllowed && protocol === 'http:');
  return scheme && username === '' && password === '' && hash === '';
}
