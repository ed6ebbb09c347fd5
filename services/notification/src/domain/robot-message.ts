import { createHmac } from 'node:crypto';
import { classifyConnection, HttpAnswerError } from './http-failure';
import { failureWords, type SendFailure } from './send-failure';

export const ROBOT_KINDS = ['wecom', 'dingtalk'] as const;
export type RobotKind = (typeof ROBOT_KINDS)[number];

/** What opens a group's robot: its key (WeCom) or access token (DingTalk), and DingTalk's secret for signing. */
export interface RobotKey {
  key: string;
  secret: string;
}

export interface RobotCall {
  url: string;
  body: string;
}

/** WeCom takes at most this many bytes of Markdown; DingTalk takes more, and nobody reads more. */
const MAX_BYTES = 4096;
const MAX_TITLE = 100;

/** The call that puts a message into a group. */
export function robotCall(
  kind: RobotKind,
  base: string,
  { key, secret }: RobotKey,
  { subject, text }: { subject: string; text: string },
  now: Date,
): RobotCall {
  const content = cutBytes(text, MAX_BYTES);
  if (kind === 'wecom') {
    const url = `${base}/cgi-bin/webhook/send?key=${encodeURIComponent(key)}`;
    return { url, body: JSON.stringify({ msgtype: 'markdown', markdown: { content } }) };
  }
  const query = new URLSearchParams({ access_token: key });
  if (secret !== '') {
    query.set('timestamp', String(now.getTime()));
    query.set('sign', dingTalkSign(secret, now.getTime()));
  }
  const markdown = { title: subject.slice(0, MAX_TITLE), text: content };
  return { url: `${base}/robot/send?${query}`, body: JSON.stringify({ msgtype: 'markdown', markdown }) };
}

/** Signature of a DingTalk robot: HMAC-SHA256 of time and secret, by the secret. */
export const dingTalkSign = (secret: string, timestamp: number): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');

/** At most so many bytes of UTF-8, never half a character. */
export function cutBytes(text: string, max: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= max) return text;
  let end = max - 3;
  while (((bytes[end] as number) & 0xc0) === 0x80) end -= 1;
  return `${bytes.subarray(0, end).toString('utf8')}…`;
}

/** The robot's answer was not errcode 0. */
export class RobotRefusedError extends Error {
  constructor(
    readonly kind: RobotKind,
    /** NaN when the answer could not be read. */
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Fails unless the answer says errcode 0. */
export function readRobotAnswer(kind: RobotKind, body: string): void {
  let code = Number.NaN;
  let message = '';
  try {
    const value = JSON.parse(body) as { errcode?: unknown; errmsg?: unknown } | null;
    if (typeof value?.errcode === 'number') code = value.errcode;
    if (typeof value?.errmsg === 'string') message = value.errmsg;
  } catch {
    // Said by the code that is no number.
  }
  if (code !== 0) throw new RobotRefusedError(kind, code, message);
}

const MINUTE_MS = 60_000;
/** DingTalk shuts a robot that was too fast out for ten minutes. */
const DINGTALK_SHUT_OUT_MS = 10 * MINUTE_MS;

interface Meaning {
  gone: number[];
  refused: number[];
  limits: Record<number, number>;
}

const MEANINGS: Record<RobotKind, Meaning> = {
  wecom: {
    // 93000: the key belongs to no robot.
    gone: [93000],
    // Wrong form, empty or too long content.
    refused: [40008, 40058, 44004, 45002],
    limits: { 45009: MINUTE_MS, 45033: MINUTE_MS },
  },
  dingtalk: {
    // The group is gone, the token is unknown, the robot is stopped.
    gone: [400013, 400101, 400102, 300001],
    // Wrong form, empty content, content that is not allowed.
    refused: [40035, 43004, 400105, 430101, 430102, 430103, 430104],
    limits: { 130101: DINGTALK_SHUT_OUT_MS, 410100: DINGTALK_SHUT_OUT_MS },
  },
};
/** DingTalk: keyword, sign or address do not fit. The keyword is about the text; the others are the operator's. */
const DINGTALK_SECURITY = 310000;

/** What a failed call means. What the operator can mend is tried again. */
export function classifyRobot(error: unknown): SendFailure {
  if (error instanceof HttpAnswerError) {
    return { outcomeUnknown: error.status === 502 || error.status === 504, words: `HTTP ${error.status}` };
  }
  if (!(error instanceof RobotRefusedError)) return classifyConnection(error) as SendFailure;
  const { kind, code, message } = error;
  if (Number.isNaN(code)) return { outcomeUnknown: true, words: 'an answer that cannot be read' };
  const { gone, refused, limits } = MEANINGS[kind];
  const base = { outcomeUnknown: false, words: failureWords(`errcode ${code}`) };
  if (gone.includes(code)) return { ...base, permanent: 'target_gone' };
  const keyword = kind === 'dingtalk' && code === DINGTALK_SECURITY && /keyword/i.test(message);
  if (keyword || refused.includes(code)) return { ...base, permanent: 'message_refused' };
  const wait = limits[code];
  return wait === undefined ? base : { ...base, retryAfterMs: wait };
}
