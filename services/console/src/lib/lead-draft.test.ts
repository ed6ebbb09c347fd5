import { describe, expect, it } from 'vitest';
import {
  changeLead,
  emptyLead,
  isBlank,
  isLeadDraft,
  NO_CONTACT,
  sentIndex,
  toLead,
  wantedAllTheSame,
} from './lead-draft';

const draft = emptyLead('r1');
const ann = { ...NO_CONTACT, name: 'Ann' };

describe('a lead being typed', () => {
  it('sends what was typed and nothing empty', () => {
    const typed = {
      ...draft,
      values: { ...draft.values, displayName: 'Contoso', tags: 'a，b' },
      contacts: [NO_CONTACT, ann],
    };
    expect(toLead(typed)).toEqual({ displayName: 'Contoso', tags: ['a', 'b'], contacts: [ann] });
    expect(sentIndex(typed, 1)).toBe(0);
    expect(toLead(draft)).toEqual({ displayName: '', contacts: [] });
  });

  it('is one command until it changes, also once its writer wants it all the same', () => {
    const wanted = wantedAllTheSame(draft, 'r2');
    expect(wanted).toMatchObject({ requestId: 'r2', allTheSame: true });
    expect(wantedAllTheSame(wanted, 'r3')).toBe(wanted);
    expect(changeLead(wanted, { contacts: [ann] }, 'r4')).toMatchObject({ requestId: 'r4', allTheSame: false });
  });

  it('knows whether there is anything to keep', () => {
    expect(isBlank({ ...draft, contacts: [NO_CONTACT] })).toBe(true);
    expect(isBlank({ ...draft, contacts: [ann] })).toBe(false);
  });

  it('knows a draft from rubbish', () => {
    expect(isLeadDraft(draft)).toBe(true);
    for (const rubbish of [
      null,
      {},
      { ...draft, values: {} },
      { ...draft, contacts: [null] },
      { ...draft, requestId: 1 },
      { ...draft, allTheSame: undefined },
    ])
      expect(isLeadDraft(rubbish)).toBe(false);
  });
});
