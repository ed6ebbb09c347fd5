import { describe, expect, it } from 'vitest';
import { emptyRegistration, isRegistrationDraft, toProspect } from './registration-draft';

describe('a registration that is typed', () => {
  const draft = { ...emptyRegistration('r1', 'EUR') };

  it('sends what is filled in, and the name always', () => {
    expect(toProspect(draft)).toEqual({ body: { displayName: '' }, faults: {} });
    const filled = {
      ...draft,
      values: { ...draft.values, displayName: 'Nova', city: 'Berlin' },
      amount: '1200.5',
      expectedCloseDate: '2099-01-31',
    };
    expect(toProspect(filled).body).toEqual({
      displayName: 'Nova',
      city: 'Berlin',
      expectedCloseDate: '2099-01-31',
      expectedAmount: { currencyCode: 'EUR', minorUnits: '120050' },
    });
  });

  it('names an amount that is none of its currency', () => {
    for (const [amount, currencyCode] of [
      ['cheap', 'EUR'],
      ['-1', 'EUR'],
      ['1.234', 'EUR'],
      ['1.5', 'JPY'],
    ] as const)
      expect(toProspect({ ...draft, amount, currencyCode }).faults).toEqual({
        'expectedAmount.minorUnits': 'must be an amount',
      });
  });

  it('is kept only whole', () => {
    expect(isRegistrationDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
    for (const broken of [null, {}, { ...draft, values: {} }, { ...draft, note: 1 }])
      expect(isRegistrationDraft(broken)).toBe(false);
  });
});
