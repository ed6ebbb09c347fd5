import { HttpAnswerError } from './http-failure';
import {
  classifyRobot,
  cutBytes,
  type RobotKind,
  RobotRefusedError,
  readRobotAnswer,
  robotCall,
} from './robot-message';

const at = new Date('2026-01-01T00:00:00Z');
const message = { subject: 'S', text: '**S**\n\nbody' };

describe('a robot', () => {
  it('of WeCom is called by its key', () => {
    const { url, body } = robotCall('wecom', 'https://w.test', { key: 'a b', secret: '' }, message, at);
    expect(url).toBe('https://w.test/cgi-bin/webhook/send?key=a%20b');
    expect(JSON.parse(body)).toEqual({ msgtype: 'markdown', markdown: { content: message.text } });
  });

  it('of DingTalk is called by its token, signed where it has a secret', () => {
    const plain = robotCall('dingtalk', 'https://d.test', { key: 't', secret: '' }, message, at);
    expect(plain.url).toBe('https://d.test/robot/send?access_token=t');
    expect(JSON.parse(plain.body)).toEqual({ msgtype: 'markdown', markdown: { title: 'S', text: message.text } });
    const { searchParams } = new URL(
      robotCall('dingtalk', 'https://d.test', { key: 't', secret: 'SECx' }, message, at).url,
    );
    expect(searchParams.get('timestamp')).toBe('1767225600000');
    // printf '1767225600000\nSECx' | openssl dgst -sha256 -hmac SECx -binary | base64
    expect(searchParams.get('sign')).toBe('uNKT/7ur3EG0CH2uLuAd2kO8BXzD9MINshNMe4BHQkk=');
  });

  it('gets no more than it takes, and never half a character', () => {
    const cut = cutBytes('中'.repeat(2000), 4096);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(4096);
    expect(cut).toMatch(/^中+…$/);
    expect(cutBytes('short', 4096)).toBe('short');
  });

  it.each([
    ['wecom', 45009, '', { retryAfterMs: 60_000 }],
    ['wecom', 93000, '', { permanent: 'target_gone' }],
    ['wecom', 45002, '', { permanent: 'message_refused' }],
    ['wecom', -1, 'system busy', {}],
    ['dingtalk', 130101, '', { retryAfterMs: 600_000 }],
    ['dingtalk', 310000, 'keywords not in content', { permanent: 'message_refused' }],
    ['dingtalk', 310000, 'sign not match', {}],
    ['dingtalk', 400101, '', { permanent: 'target_gone' }],
    ['dingtalk', 430102, '', { permanent: 'message_refused' }],
  ])('of %s that answers %s %s is understood', (kind, code, errmsg, meaning) => {
    const answer = JSON.stringify({ errcode: code, errmsg });
    expect(() => readRobotAnswer(kind as RobotKind, answer)).toThrow(RobotRefusedError);
    const failure = classifyRobot(new RobotRefusedError(kind as RobotKind, code as number, errmsg as string));
    expect(failure).toEqual({ outcomeUnknown: false, words: `errcode ${code}`, ...(meaning as object) });
  });

  it('may have taken what it answers unreadably', () => {
    expect(() => readRobotAnswer('wecom', '{"errcode":0,"errmsg":"ok"}')).not.toThrow();
    expect(classifyRobot(new RobotRefusedError('wecom', Number.NaN, '')).outcomeUnknown).toBe(true);
    expect(classifyRobot(new HttpAnswerError(504, '')).outcomeUnknown).toBe(true);
  });
});
