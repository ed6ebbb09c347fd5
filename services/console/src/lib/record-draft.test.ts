import { describe, expect, it } from 'vitest';
import { changedValues, conflictsOf, isRecordDraft, overruling, shownValues, typeInto } from './record-draft';

type Field = 'name' | 'city' | 'tags';
const record: Record<Field, string> = { name: 'Contoso', city: 'Berlin', tags: '' };

describe('a draft of a record', () => {
  it('saves only what was typed, over the record as it is now', () => {
    const draft = typeInto<Field>({}, record, 'city', 'Hamburg');
    expect(changedValues(draft)).toEqual({ city: 'Hamburg' });
    expect(shownValues(draft, { ...record, name: 'Contoso AG' })).toEqual({
      name: 'Contoso AG',
      city: 'Hamburg',
      tags: '',
    });
  });

  it('forgets a field that was typed back', () => {
    const draft = typeInto(typeInto<Field>({}, record, 'city', 'Hamburg'), record, 'city', 'Berlin');
    expect(changedValues(draft)).toEqual({});
  });

  it('names a field that somebody else changed meanwhile, unless to the same', () => {
    const draft = typeInto<Field>({}, record, 'city', 'Hamburg');
    expect(conflictsOf(draft, { ...record, name: 'Other' })).toEqual([]);
    expect(conflictsOf(draft, { ...record, city: 'Hamburg' })).toEqual([]);
    const now = { ...record, city: 'Munich' };
    expect(conflictsOf(draft, now)).toEqual(['city']);
    expect(conflictsOf(overruling(draft, now), now)).toEqual([]);
    expect(changedValues(overruling(draft, now))).toEqual({ city: 'Hamburg' });
  });

  it('knows a draft from rubbish', () => {
    expect(isRecordDraft({ city: { from: 'a', to: 'b' } })).toBe(true);
    for (const rubbish of [null, 1, 'x', { city: 'b' }, { city: { from: 1, to: 'b' } }, { city: null }])
      expect(isRecordDraft(rubbish)).toBe(false);
  });
});
