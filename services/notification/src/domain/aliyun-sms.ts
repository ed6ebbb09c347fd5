import { createHmac } from 'node:crypto';
import { classifyConnection, HttpAnswerError } from './http-failure';
import { failureWords, type SendFailure } from './send-failure';

/** Who sends short messages, and by which approved template: its one variable takes the text. */
export interface SmsAccount {
  accessKeyId: string;
  accessKeySecret: string;
  signName: string;
  templateCode: string;
}

export interface ShortMessage {
  /** E.164. */
  phone: string;
  text: string;
  /** Comes back in reports and answers of queries, the same at every repetition. */
  outId: string;
}

/** Variable of the approved template. */
export const SMS_VARIABLE = 'content';

/**
 * The form of a SendSms call of Dysmsapi 2017-05-25, signed in the RPC style of Alibaba Cloud: all parameters sorted and
 * percent-encoded, HMAC-SHA1 with the key's secret and an ampersand.
 */
export function sendSmsForm(account: SmsAccount, message: ShortMessage, nonce: string, now: Date): string {
  const params: Record<string, string> = {
    AccessKeyId: account.accessKeyId,
    Action: 'SendSms',
    Format: 'JSON',
    OutId: message.outId,
    PhoneNumbers: nationalOf(message.phone),
    RegionId: 'cn-hangzhou',
    SignName: account.signName,
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: nonce,
    SignatureVersion: '1.0',
    TemplateCode: account.templateCode,
    TemplateParam: JSON.stringify({ [SMS_VARIABLE]: message.text }),
    Timestamp: now.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    Version: '2017-05-25',
  };
  return `${canonical(params)}&Signature=${encode(rpcSignature('POST', params, account.accessKeySecret))}`;
}

/** Signature of an RPC call over these parameters. */
export function rpcSignature(method: string, params: Record<string, string>, secret: string): string {
  const toSign = `${method}&${encode('/')}&${encode(canonical(params))}`;
  return createHmac('sha1', `${secret}&`).update(toSign).digest('base64');
}

const canonical = (params: Record<string, string>): string =>
  Object.keys(params)
    .sort()
    .map((name) => `${encode(name)}=${encode(params[name] as string)}`)
    .join('&');

/** RFC 3986: letters, digits and `-_.~` stay as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/** Numbers of mainland China go without their country code, others with it and without the plus sign. */
const nationalOf = (phone: string): string => phone.replace(/^\+86(?=1\d{10}$)/, '').replace(/^\+/, '');

/** The provider did not take the message. */
export class SmsRefusedError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Fails unless the answer says that the message was taken. */
export function readSmsAnswer(body: string): void {
  const { Code: code, Message: message } = readJson(body);
  if (code === 'OK') return;
  throw new SmsRefusedError(typeof code === 'string' ? code : '', typeof message === 'string' ? message : '');
}

const readJson = (body: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body);
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What is wrong with this very number or text; trying again is of no use. */
const FINAL: Record<string, SendFailure['permanent']> = {
  'isv.MOBILE_NUMBER_ILLEGAL': 'invalid_address',
  'isv.MOBILE_COUNT_OVER_LIMIT': 'invalid_address',
  'isv.INTERNATIONAL_NUMBER_ILLEGAL': 'invalid_address',
  'isv.NOT_SUPPORTED_COUNTRY': 'recipient_refused',
  'isv.MOBILE_IN_BLACK': 'recipient_refused',
  'isv.CUSTOMER_REFUSED': 'recipient_refused',
  'isv.BLACK_KEY_CONTROL_LIMIT': 'message_refused',
  'isv.PARAM_LENGTH_LIMIT': 'message_refused',
  'isv.PARAM_NOT_SUPPORT_URL': 'message_refused',
  'isv.SMS_CONTENT_ILLEGAL': 'message_refused',
  'isv.INVALID_PARAMETERS': 'message_refused',
  'isv.INVALID_JSON_PARAM': 'message_refused',
};

/** Limits of the provider, and how long they ask for patience. */
const LIMITS: Record<string, number> = {
  'isv.BUSINESS_LIMIT_CONTROL': MINUTE_MS,
  'isv.DAY_LIMIT_CONTROL': HOUR_MS,
  'isv.MONTH_LIMIT_CONTROL': HOUR_MS,
};

/** What a failed call means. Faults of the account, the sign or the template concern all messages: the operator mends them. */
export function classifySms(error: unknown): SendFailure {
  if (error instanceof HttpAnswerError) {
    const { Code: code } = readJson(error.body);
    if (typeof code === 'string') return classifySms(new SmsRefusedError(code, ''));
    return { outcomeUnknown: error.status === 502 || error.status === 504, words: `HTTP ${error.status}` };
  }
  if (!(error instanceof SmsRefusedError)) return classifyConnection(error) as SendFailure;
  const { code } = error;
  const words = failureWords(code || 'an answer that cannot be read');
  // Nobody knows what an answer means that cannot be read.
  const base = { outcomeUnknown: code === '', words };
  if (Object.hasOwn(FINAL, code)) return { ...base, permanent: FINAL[code] as NonNullable<SendFailure['permanent']> };
  return Object.hasOwn(LIMITS, code) ? { ...base, retryAfterMs: LIMITS[code] as number } : base;
}
