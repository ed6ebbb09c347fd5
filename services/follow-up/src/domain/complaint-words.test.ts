import { DEFAULT_CASE_SETTINGS } from './case-settings';
import { soundsLikeComplaint } from './complaint-words';

const heard = (text: string) => soundsLikeComplaint(text, DEFAULT_CASE_SETTINGS);

describe('words of complaint', () => {
  it.each([
    '客户投诉包装破损',
    '客户要投诉我们发货太慢',
    '投诉',
    '电话里客户很生气，说要投诉！',
    '客户没收到货，投诉了',
    '客户没收到货投诉了',
    '没有解决问题，客户再次投诉',
    '之前没有投诉，这次投诉了交期',
    '不是没有投诉',
    '别人投诉过同一批货',
    '客户对质量不满意投诉',
    '產品投诉：漏液',
    'Customer complains about the delay',
    'He filed a complaint.',
    'Two COMPLAINTS since Monday',
    'not satisfied and complained again',
    'No answer from us. Complaint about the invoice',
    'No delivery, complaint',
    'not without complaints',
    'The customer is complaining, nothing works',
    'ｃｏｍｐｌａｉｎｔ in full width',
  ])('hears %s', (text) => expect(heard(text)).toBe(true));

  it.each([
    '没有投诉',
    '无投诉',
    '不会投诉',
    '未投诉',
    '客户并没有要投诉',
    '没有任何投诉',
    '目前没有收到客户的投诉',
    '未收到任何投诉',
    '客户说不想投诉',
    '没有人投诉',
    '无客户投诉',
    '不打算投诉',
    '没投诉过',
    'no complaint',
    'No complaints so far',
    'not complaining',
    'The customer did not file a formal complaint',
    "He doesn't complain",
    'He doesn’t complain',
    'without any complaint',
    'never had any complaints',
    'has no reason to complain',
    'uncomplaining',
    '一切正常',
    '',
  ])('does not hear %s', (text) => expect(heard(text)).toBe(false));

  it('goes by the words that are set', () => {
    const settings = { words: ['退货', 'refund'], negations: ['不'] };
    expect(soundsLikeComplaint('客户要退货', settings)).toBe(true);
    expect(soundsLikeComplaint('客户不退货', settings)).toBe(false);
    expect(soundsLikeComplaint('wants a refund', settings)).toBe(true);
    expect(soundsLikeComplaint('客户投诉', settings)).toBe(false);
    expect(soundsLikeComplaint('客户投诉', { words: [''], negations: [''] })).toBe(false);
  });
});
