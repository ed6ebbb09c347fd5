import { isActive, isPicture, judgeType, looksLikeText, plainType } from './content-type';

const text = Buffer.from('Name,Städte\n张伟,上海\n');
const binary = Buffer.from([0x50, 0x4b, 3, 4, 0, 0]);

describe('the type of a file', () => {
  it.each([
    ['', 'image/png', 'image/png', ''],
    ['application/octet-stream', 'image/png', 'image/png', ''],
    ['image/jpg', 'image/jpeg', 'image/jpeg', ''],
    ['image/jpeg', 'image/webp', 'image/webp', 'image/jpeg'],
    ['application/pdf', 'application/x-msdownload', 'application/x-msdownload', 'application/pdf'],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/zip',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      '',
    ],
    ['application/msword', 'application/x-cfb', 'application/msword', ''],
    ['image/png', 'application/zip', 'application/zip', 'image/png'],
    ['image/svg+xml', 'application/xml', 'image/svg+xml', ''],
  ])('declared %p, with the bytes of %p, is %p', (declared, sniffed, contentType, declaredType) => {
    expect(judgeType(declared, sniffed, binary)).toEqual({ contentType, declaredType });
  });

  it.each([
    ['text/csv', text, 'text/csv', ''],
    ['application/json', text, 'application/json', ''],
    ['', text, 'text/plain', ''],
    ['image/png', text, 'text/plain', 'image/png'],
    ['text/plain', binary, 'application/octet-stream', 'text/plain'],
    ['image/png', binary, 'application/octet-stream', 'image/png'],
    ['', binary, 'application/octet-stream', ''],
  ])(
    'declared %p, with bytes that tell nothing, counts for texts only',
    (declared, head, contentType, declaredType) => {
      expect(judgeType(declared, undefined, head)).toEqual({ contentType, declaredType });
    },
  );

  it('is read without its parameters', () => {
    expect(plainType('Text/CSV; charset=gbk')).toBe('text/csv');
    expect(plainType('')).toBe('');
    for (const wrong of ['png', 'text/', '/x', 'a b/c', 'text/plain\r\nx: y']) expect(plainType(wrong)).toBeNull();
  });

  it('tells texts, active content and pictures', () => {
    expect([looksLikeText(text), looksLikeText(binary), looksLikeText(Buffer.alloc(0))]).toEqual([true, false, true]);
    for (const type of ['text/html', 'image/svg+xml', 'text/javascript', 'application/xhtml+xml', 'application/xml'])
      expect([type, isActive(type), isPicture(type)]).toEqual([type, true, false]);
    for (const type of ['image/png', 'image/webp']) expect([isActive(type), isPicture(type)]).toEqual([false, true]);
    for (const type of ['text/plain', 'application/pdf'])
      expect([isActive(type), isPicture(type)]).toEqual([false, false]);
  });
});
