import fc from 'fast-check';
import { afterKey, decodePageToken, encodePageToken, pageSize } from './page-token';

describe('page tokens', () => {
  it('give back the key for the same list, filter and caller only', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.nat(), fc.integer()), fc.string(), fc.string(), (key, mine, other) => {
        const token = encodePageToken(['list', mine], key);
        expect(decodePageToken(['list', mine], token, ['text', 'number', 'time'])).toEqual(key);
        fc.pre(mine !== other);
        expect(() => decodePageToken(['list', other], token, ['text', 'number', 'time'])).toThrow('does not belong');
      }),
    );
  });

  it.each(['x', '%%%', Buffer.from('[1,2]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuse %s',
    (token) => {
      expect(() => decodePageToken('b', token, [])).toThrow('does not belong');
    },
  );

  it('refuse keys of another shape, made by hand with the right binding', () => {
    const decode = (key: (string | number)[]) =>
      decodePageToken('b', encodePageToken('b', key), ['time', 'text', 'number']);
    expect(decode([5, 'a', 0])).toEqual([5, 'a', 0]);
    const front = [[], [5], ['5', 'a', 0], [5, 6, 0], [5.5, 'a', 0], [9e15, 'a', 0], [5, 'a', 0, 0]];
    for (const wrong of [...front, [5, 'a', -1], [5, 'a', 0.5], [5, 'a', 2 ** 53], [5, 'a', '0']]) {
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
