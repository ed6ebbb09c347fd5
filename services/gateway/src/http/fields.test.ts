import { customer } from '@fairlead/proto';
import { duration, int64, maskOf, protoEnum, time } from './fields';

describe('fields of bodies', () => {
  it.each([
    ['90s', { seconds: 90n, nanos: 0 }],
    ['0.5s', { seconds: 0n, nanos: 500_000_000 }],
    ['-3s', { seconds: -3n, nanos: 0 }],
  ])('reads the duration %s', (text, value) => {
    expect(duration.parse(text)).toEqual(value);
  });
  it.each(['90', 's', '1m', '', '1.s', '1e3s'])('refuses %p as a duration', (text) => {
    expect(duration.safeParse(text).success).toBe(false);
  });
  it('reads int64 from text and whole numbers, nothing else', () => {
    expect([int64.parse('9007199254740993'), int64.parse(7)]).toEqual([9007199254740993n, 7n]);
    for (const wrong of ['1.5', 1.5, 'x', '']) expect(int64.safeParse(wrong).success).toBe(false);
  });
  it('takes enum names that say something', () => {
    const stage = protoEnum(customer.Stage);
    expect(stage.parse('STAGE_NEED')).toBe('STAGE_NEED');
    for (const wrong of ['STAGE_UNSPECIFIED', 'UNRECOGNIZED', 'NEED', 3])
      expect(stage.safeParse(wrong).success).toBe(false);
  });
  it('reads times with any offset', () => {
    expect(time.parse('2026-01-01T08:00:00+08:00').toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(time.safeParse('2026-01-01').success).toBe(false);
  });
  it('names the fields of a body as the protos spell them', () => {
    expect(maskOf({ displayName: 'x', phone: '' })).toEqual(['display_name', 'phone']);
  });
});
