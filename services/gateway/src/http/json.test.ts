import { toJson } from './json';

describe('toJson', () => {
  it('keeps default values, writes times, int64 and durations as text, and leaves absent fields out', () => {
    const message = {
      $type: 'x',
      name: '',
      count: 0,
      revision: 12345678901234567890n,
      time: new Date('2026-01-01T00:00:00Z'),
      duration: { seconds: 90n, nanos: 0 },
      short: { seconds: 0n, nanos: 500_000_000 },
      absent: undefined,
      list: [{ at: new Date(0) }, { flag: false }],
      data: { any: null },
    };
    expect(toJson(message)).toEqual({
      name: '',
      count: 0,
      revision: '12345678901234567890',
      time: '2026-01-01T00:00:00.000Z',
      duration: '90s',
      short: '0.5s',
      list: [{ at: '1970-01-01T00:00:00.000Z' }, { flag: false }],
      data: { any: null },
    });
  });
});
