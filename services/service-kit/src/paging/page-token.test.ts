import fc from 'fast-check';
import { afterKey, decodePageToken, encodePageToken, pageSize } from './page-token';

describe('page tokens', () => {
  it('give back the key for the same list, filter and caller only', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), fc.string(), fc.string(), (key, mine, other) => {
        const token = encodePageToken(['list', mine], key);
        expect(decodePageToken(['list', mine], token)).toEqual(key);
        fc.pre(mine !== other);
        expect(() => decodePageToken(['list', other], token)).toThrow('does not belong');
      }),
    );
  });

  it.each(['x', '%%%', Buffer.from('[1,2]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuse %s',
    (token) => {
      expect(() => decodePageToken('b', token)).toThrow('does not belong');
    },
  );

  it('refuse keys of another shape, made by hand with the right binding', () => {
    const shape = ['time', 'text'] as const;
    const decode = (key: (string | number)[]) => decodePageToken('b', encodePageToken('b', key), [...shape]);
    expect(decode([5, 'a'])).toEqual([5, 'a']);
    for (const wrong of [[], [5], ['5', 'a'], [5, 6], [5.5, 'a'], [9e15, 'a'], [5, 'a', 'b']]) {
      expect(() => decode(wrong)).toThrow('does not belong');
    }
  });

  it('clamp the size and refuse a negative one', () => {
    expect([pageSize(0, 50, 200), pageSize(7, 50, 200), pageSize(900, 50, 200)]).toEqual([50, 7, 200]);
    expect(() => pageSize(-1, 50, 200)).toThrow('must not be negative');
  });

  it('order by several fields', () => {
    expect(
      afterKey(
        [
          ['due', 1],
          ['_id', -1],
        ],
        [5, 'a'],
      ),
    ).toEqual({
      $or: [{ due: { $gt: 5 } }, { due: 5, _id: { $lt: 'a' } }],
    });
  });
});
