import { classifySms, readSmsAnswer, rpcSignature, SmsRefusedError, sendSmsForm } from './aliyun-sms';
import { HttpAnswerError, HttpConnectionError } from './http-failure';

const account = { accessKeyId: 'k', accessKeySecret: 's', signName: '法域', templateCode: 'SMS_1' };
const at = new Date('2026-01-01T00:00:00.123Z');

describe('a short message by SendSms', () => {
  it("is signed as the provider's own example is", () => {
    const params = {
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: '45e25e9b-0a6f-4070-8c85-2956eda1b466',
      AccessKeyId: 'testId',
      SignatureVersion: '1.0',
      Timestamp: '2017-07-12T02:42:19Z',
      Format: 'XML',
      Action: 'SendSms',
      Version: '2017-05-25',
      RegionId: 'cn-hangzhou',
      PhoneNumbers: '15300000001',
      SignName: '阿里云短信测试专用',
      TemplateCode: 'SMS_71390007',
      TemplateParam: '{"customer":"test"}',
      OutId: '123',
    };
    expect(rpcSignature('GET', params, 'testSecret')).toBe('zJDF+Lrzhj/ThnlvIToysFRq6t4=');
  });

  it('carries the text in the variable of the template, the number as the provider wants it', () => {
    const form = (phone: string) =>
      Object.fromEntries(new URLSearchParams(sendSmsForm(account, { phone, text: "a b*'中", outId: 'o' }, 'n', at)));
    expect(form('+8613800138000')).toMatchObject({
      PhoneNumbers: '13800138000',
      TemplateParam: '{"content":"a b*\'中"}',
      Timestamp: '2026-01-01T00:00:00Z',
      SignName: '法域',
      OutId: 'o',
    });
    expect(form('+4915112345678').PhoneNumbers).toBe('4915112345678');
    expect(form('+8613800138000').Signature).toMatch(/^[A-Za-z0-9+/]{27}=$/);
  });

  it.each([
    ['isv.BUSINESS_LIMIT_CONTROL', { outcomeUnknown: false, retryAfterMs: 60_000 }],
    ['isv.DAY_LIMIT_CONTROL', { outcomeUnknown: false, retryAfterMs: 3_600_000 }],
    ['isv.MOBILE_NUMBER_ILLEGAL', { outcomeUnknown: false, permanent: 'invalid_address' }],
    ['isv.MOBILE_IN_BLACK', { outcomeUnknown: false, permanent: 'recipient_refused' }],
    ['isv.PARAM_LENGTH_LIMIT', { outcomeUnknown: false, permanent: 'message_refused' }],
    // The operator's to mend: tried again.
    ['isv.AMOUNT_NOT_ENOUGH', { outcomeUnknown: false }],
    ['isp.SYSTEM_ERROR', { outcomeUnknown: false }],
    ['SignatureDoesNotMatch', { outcomeUnknown: false }],
  ])('that is refused with %s is known for what it is', (code, meaning) => {
    const answer = JSON.stringify({ Code: code, Message: 'm', RequestId: 'r' });
    expect(() => readSmsAnswer(answer)).toThrow(SmsRefusedError);
    for (const error of [new SmsRefusedError(code, ''), new HttpAnswerError(400, answer)]) {
      expect(classifySms(error)).toEqual({ ...meaning, words: code });
    }
  });

  it('may have been taken when no answer can be read', () => {
    expect(() => readSmsAnswer('{"Code":"OK"}')).not.toThrow();
    const unreadable = (() => {
      try {
        readSmsAnswer('<html>');
      } catch (error) {
        return error;
      }
    })();
    expect(classifySms(unreadable).outcomeUnknown).toBe(true);
    expect(classifySms(new HttpAnswerError(502, '')).outcomeUnknown).toBe(true);
    expect(classifySms(new HttpAnswerError(500, '')).outcomeUnknown).toBe(false);
    expect(classifySms(new HttpConnectionError('ECONNREFUSED', false)).outcomeUnknown).toBe(false);
    expect(classifySms(new HttpConnectionError('ECONNRESET', true)).outcomeUnknown).toBe(true);
  });
});
