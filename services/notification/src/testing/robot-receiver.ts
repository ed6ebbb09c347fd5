import { dingTalkSign } from '../domain/robot-message';
import { type Answer, type Arrival, HttpReceiver } from './http-receiver';

export interface ReceivedRobotMessage {
  /** WeCom's key or DingTalk's access token. */
  key: string;
  content: string;
  time: number;
}

const WINDOW_MS = 60_000;
const CLOCK_TOLERANCE_MS = 3_600_000;

/** Speaks as the robots of WeCom and DingTalk do: keys, signatures, forms, and so many messages a minute. */
export class RobotReceiver extends HttpReceiver {
  readonly received: ReceivedRobotMessage[] = [];
  /** Keys of WeCom robots that there are. */
  readonly wecomKeys = new Set<string>();
  /** Secrets of DingTalk robots by access token; empty: no signature. */
  readonly dingTalkSecrets = new Map<string, string>();
  perMinute = 20;

  protected answer({ path, body, time }: Arrival): Answer {
    const { pathname, searchParams } = new URL(path, this.url);
    if (pathname === '/cgi-bin/webhook/send') return this.wecom(searchParams.get('key') ?? '', body, time);
    if (pathname === '/robot/send') return this.dingTalk(searchParams, body, time);
    return { status: 404, body: '' };
  }

  private wecom(key: string, body: string, time: number): Answer {
    if (!this.wecomKeys.has(key)) return this.say(93000, 'invalid webhook url');
    if (this.tooFast(key, time)) return this.say(45009, 'api freq out of limit');
    const { msgtype, markdown } = JSON.parse(body) as { msgtype: string; markdown?: { content?: string } };
    if (msgtype !== 'markdown' || !markdown?.content) return this.say(44004, 'empty content');
    if (Buffer.byteLength(markdown.content) > 4096) return this.say(45002, 'content size out of limit');
    return this.take(key, markdown.content, time);
  }

  private dingTalk(query: URLSearchParams, body: string, time: number): Answer {
    const token = query.get('access_token') ?? '';
    const secret = this.dingTalkSecrets.get(token);
    if (secret === undefined) return this.say(400101, 'access_token is not exist');
    if (secret !== '') {
      const timestamp = Number(query.get('timestamp'));
      if (!(Math.abs(timestamp - Date.now()) < CLOCK_TOLERANCE_MS)) return this.say(310000, 'invalid timestamp');
      if (query.get('sign') !== dingTalkSign(secret, timestamp)) return this.say(310000, 'sign not match');
    }
    if (this.tooFast(token, time)) return this.say(130101, 'send too fast, exceed 20 times per minute');
    const { msgtype, markdown } = JSON.parse(body) as { msgtype: string; markdown?: { title?: string; text?: string } };
    if (msgtype !== 'markdown' || !markdown?.title || !markdown.text) return this.say(40035, 'missing parameter');
    return this.take(token, markdown.text, time);
  }

  private tooFast(key: string, time: number): boolean {
    return this.received.filter((each) => each.key === key && each.time > time - WINDOW_MS).length >= this.perMinute;
  }

  private take(key: string, content: string, time: number): Answer {
    this.received.push({ key, content, time });
    return { status: 200, body: JSON.stringify({ errcode: 0, errmsg: 'ok' }) };
  }

  private say(errcode: number, errmsg: string): Answer {
    this.turnedAway += 1;
    return { status: 200, body: JSON.stringify({ errcode, errmsg }) };
  }
}
