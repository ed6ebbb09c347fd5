import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { zh } from '../i18n/zh';
import { describeFault } from './fault-words';

describe("a fault in the reader's words", () => {
  beforeAll(() =>
    i18next.init({ resources: { zh: { translation: zh } }, lng: 'zh', interpolation: { escapeValue: false } }),
  );

  it.each([
    ['must not be empty', '不能为空'],
    ['must have 1 to 200 characters, has 1000000', '最多 200 个字符'],
    ['must have at most 100 characters, has 101', '最多 100 个字符'],
    ['is not a phone number; write it with country code or set the country', '不是电话号码；请写上国家代码或填写国家'],
    ['must be one of 高, high', '须为以下之一：高, high'],
    ['must not lie in the past', '不得早于今天'],
    ['must have 10 to 2000 characters, has 3', '须为 10 到 2000 个字符'],
    ['something new', 'something new'],
  ])('%s', (said, meant) => {
    expect(describeFault(i18next.t, said)).toBe(meant);
  });
});
