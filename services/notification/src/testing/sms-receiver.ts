import { rpcSignature } from '../domain/aliyun-sms';
import { type Answer, type Arrival, HttpReceiver } from './http-receiver';

export interface ReceivedSms {
  phone: string;
  templateCode: string;
  content: string;
  outId: string;
}

const REQUIRED = ['PhoneNumbers', 'SignName', 'TemplateCode', 'Timestamp', 'SignatureNonce', 'Version', 'Action'];
const CLOCK_TOLERANCE_MS = 15 * 60_000;

/** Speaks as Dysmsapi's SendSms does: checks the signature, the time and the nonce, and answers with the codes of the real one. */
export class SmsReceiver extends HttpReceiver {
  readonly accessKeyId = 'testKeyId';
  readonly accessKeySecret = 'testKeySecret';
  readonly received: ReceivedSms[] = [];
  /** Codes by phone number in the place of OK. */
  readonly codes = new Map<string, string>();
  private readonly nonces = new Set<string>();

  protected answer({ body }: Arrival): Answer {
    const { Signature: signature, ...params } = Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;
    const missing = REQUIRED.find((name) => !params[name]);
    if (missing) return this.refuse(400, `Missing${missing}`);
    if (params.AccessKeyId !== this.accessKeyId) return this.refuse(404, 'InvalidAccessKeyId.NotFound');
    if (signature !== rpcSignature('POST', params, this.accessKeySecret)) {
      return this.refuse(400, 'SignatureDoesNotMatch');
    }
    if (!(Math.abs(Date.parse(params.Timestamp ?? '') - Date.now()) < CLOCK_TOLERANCE_MS)) {
      return this.refuse(400, 'InvalidTimeStamp.Expired');
    }
    const nonce = params.SignatureNonce as string;
    if (this.nonces.has(nonce)) return this.refuse(400, 'SignatureNonceUsed');
    this.nonces.add(nonce);
    const phone = params.PhoneNumbers as string;
    const code = this.codes.get(phone);
    if (code) return this.refuse(200, code);
    const { content = '' } = JSON.parse(params.TemplateParam ?? '{}') as { content?: string };
    this.received.push({ phone, templateCode: params.TemplateCode as string, content, outId: params.OutId ?? '' });
    return {
      status: 200,
      body: JSON.stringify({ Message: 'OK', RequestId: nonce, BizId: `${Date.now()}^0`, Code: 'OK' }),
    };
  }

  private refuse(status: number, code: string): Answer {
    this.turnedAway += 1;
    return { status, body: JSON.stringify({ RequestId: 'R', Code: code, Message: code }) };
  }
}
