import { describe, expect, it } from 'vitest';
import { fieldOf, isColumnMapping, isMapped, mapColumn, setConstant, tidyMapping } from './column-mapping';

const mapping = { columns: [{ column: '公司', field: 'display_name' }], constants: { country: 'CN' } };

describe('the use of columns', () => {
  it('uses each column once and each field once', () => {
    const moved = mapColumn(mapping, '名称', 'display_name');
    expect(moved.columns).toEqual([{ column: '名称', field: 'display_name' }]);
    expect(fieldOf(moved, '公司')).toBe('');
    const changed = mapColumn(moved, '名称', 'city');
    expect(changed.columns).toEqual([{ column: '名称', field: 'city' }]);
    expect(isMapped(changed, 'display_name')).toBe(false);
    expect(mapColumn(changed, '名称', '').columns).toEqual([]);
  });

  it('holds values for all rows, without blanks', () => {
    expect(setConstant(mapping, 'country', '').constants).toEqual({});
    expect(tidyMapping(setConstant(mapping, 'source', '  ')).constants).toEqual({ country: 'CN' });
  });

  it('knows a mapping from rubbish', () => {
    expect(isColumnMapping(mapping)).toBe(true);
    for (const rubbish of [null, {}, { columns: [], constants: null }, { columns: [{}], constants: {} }, 'x'])
      expect(isColumnMapping(rubbish)).toBe(false);
  });
});
