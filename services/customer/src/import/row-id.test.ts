import { isUuid } from '@fairlead/service-kit';
import { rowId } from './row-id';

describe('the id of an imported row', () => {
  const ids = [1, 2, 15, 16, 255, 256, 499_999, 500_000].map((row) => rowId('a', row));

  it('is a UUID, the same one each time, and no other row of any import has it', () => {
    for (const id of ids) expect(isUuid(id)).toBe(true);
    expect(rowId('a', 15)).toBe(ids[2]);
    expect(new Set([...ids, rowId('b', 1), rowId('b', 15)]).size).toBe(ids.length + 2);
  });

  it('follows the id of the row before it', () => {
    expect([...ids].sort()).toEqual(ids);
  });
});
