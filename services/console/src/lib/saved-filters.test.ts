import { describe, expect, it } from 'vitest';
import { readKept, writeKept } from './kept';
import { isSavedFilters, type SavedFilter, withFilter, withoutFilter } from './saved-filters';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('saved filters', () => {
  it('are added by name, replaced under the same name, and taken away', () => {
    const two = withFilter(withFilter([], ' Late ', 'stage=x'), 'Big', 'state=y');
    expect(two).toEqual([
      { name: 'Big', search: 'state=y' },
      { name: 'Late', search: 'stage=x' },
    ]);
    expect(withFilter(two, 'Late', 'stage=z')).toHaveLength(2);
    expect(withFilter(two, '  ', 'stage=z')).toBe(two);
    expect(withoutFilter(two, 'Big').map(({ name }) => name)).toEqual(['Late']);
  });
  it('stay few', () => {
    let saved: SavedFilter[] = [];
    for (let count = 0; count < 50; count += 1) saved = withFilter(saved, `Filter ${count}`, '');
    expect(saved.length).toBe(30);
  });
  it('are kept for each person, and rubbish counts as none', () => {
    const storage = memory();
    writeKept(storage, 'ann', 'filters', [{ name: 'Late', search: '' }]);
    expect(readKept(storage, 'ann', 'filters', isSavedFilters)).toEqual([{ name: 'Late', search: '' }]);
    expect(readKept(storage, 'bob', 'filters', isSavedFilters)).toBeUndefined();
    writeKept(storage, 'ann', 'filters', [{ name: 7 }]);
    expect(readKept(storage, 'ann', 'filters', isSavedFilters)).toBeUndefined();
    storage.setItem('fairlead:kept:ann:filters', '{"name');
    expect(readKept(storage, 'ann', 'filters', isSavedFilters)).toBeUndefined();
  });
});
