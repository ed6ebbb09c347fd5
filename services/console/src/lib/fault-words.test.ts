import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { zh } from '../i18n/zh';
import { describeFault, placeOfFault } from './fault-words';

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
    ['must be a name without a path', '必须是不带路径的文件名'],
    ['must not turn the reading direction', '含有改变阅读方向的字符'],
    ['must have 10 to 2000 characters, has 3', '须为 10 到 2000 个字符'],
    ['at 5: No such key: cuntry', '没有“cuntry”（第 6 个字符）'],
    ['at 13: Unknown variable: Berlin', '不认识“Berlin”；文本要加引号（第 14 个字符）'],
    ['at 0: no such overload: string == int', '无法比较：string == int（第 1 个字符）'],
    ['at 15: Unexpected token: EOF', '结尾缺少内容'],
    ['at 17: Expected RPAREN, got EOF', '结尾缺少内容'],
    ["at 17: Unexpected character: 'd'", "不应有 'd'（第 18 个字符）"],
    ['at 0: must be true or false, is string', '结果须为真或假，现在是 string'],
    ['at 40: Exceeded maxDepth (40)', 'Exceeded maxDepth (40)（第 41 个字符）'],
    ['must be an https address without user and fragment, at most 2000 characters', '须为以 https:// 开头的地址'],
    [
      "must be the access_token of the robot's address, at most 200 letters, digits and dashes",
      '须为机器人地址中的密钥：字母、数字和连字符',
    ],
    ['must be a phone number with its country code, as +8613800138000', '须为含国家代码的手机号码，如 +8613800138000'],
    ['must be from 0 to 9', '须在 0 到 9 之间'],
    ['have no rep who meets rep_condition, whatever the lead', '无论什么线索，这些团队都没有符合要求的销售'],
    ['must be at most 100', '太多：最多 100 个'],
    ['has 21 entries, at most 20 are allowed', '太多：最多 20 个'],
    ['something new', 'something new'],
  ])('%s', (said, meant) => {
    expect(describeFault(i18next.t, said)).toBe(meant);
  });

  it('knows where in a text it is', () => {
    expect(placeOfFault('at 12: No such key: x')).toBe(12);
    expect(placeOfFault('must not be empty')).toBeUndefined();
  });
});
