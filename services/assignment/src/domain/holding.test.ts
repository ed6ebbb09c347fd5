import fc from 'fast-check';
import { compareHoldings } from './compare-holdings';
import { type HoldingEntry, MAX_HOLDING, type OwnershipFacts, reserve, settled, settlementOf } from './holding';

const now = new Date('2026-03-02T08:00:00Z');
const entry = (leadId: string, overrides: Partial<HoldingEntry> = {}): HoldingEntry => ({
  leadId,
  ownershipRevision: 3,
  state: 'confirmed',
  reservedAt: now,
  ...overrides,
});
const owned = (ownerId: string, revision = 4, closedAs = ''): OwnershipFacts => ({ ownerId, revision, closedAs });

describe('holding', () => {
  it('never grows beyond the limit, whatever is reserved', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40).map(String)), fc.integer({ min: 0, max: 25 }), (leads, limit) => {
        let entries: HoldingEntry[] = [];
        for (const leadId of leads) entries = reserve(entries, leadId, 1, limit, now) ?? entries;
        expect(entries.length).toBeLessThanOrEqual(limit);
        expect(new Set(entries.map(({ leadId }) => leadId)).size).toBe(entries.length);
        expect(entries.length).toBe(Math.min(limit, new Set(leads).size));
      }),
    );
  });

  it('has a largest size of its own', () => {
    const full = Array.from({ length: MAX_HOLDING }, (_, index) => entry(String(index)));
    expect(reserve(full, 'more', 1, 5000, now)).toBeNull();
    expect(reserve(full, '7', 9, 5000, now)).toHaveLength(MAX_HOLDING);
  });

  it.each([
    ['keep', undefined, owned('other')],
    ['keep', undefined, null],
    ['keep', entry('l'), owned('rep')],
    ['restore', undefined, owned('rep')],
    ['keep', undefined, owned('rep', 4, 'lost')],
    ['confirm', entry('l', { state: 'reserved' }), owned('rep')],
    ['fence', entry('l', { state: 'reserved', ownershipRevision: 4 }), owned('')],
    ['remove', entry('l', { state: 'reserved' }), owned('')],
    ['remove', entry('l', { state: 'reserved' }), owned('other')],
    ['remove', entry('l'), owned('other')],
    ['remove', entry('l'), owned('rep', 4, 'converted')],
    ['remove', entry('l'), null],
  ] as const)('%s: %o of %o', (expected, present, ownership) => {
    expect(settlementOf(present, ownership, 'rep')).toBe(expected);
  });

  it('never releases a reservation that may still be taken', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (noted, revision) => {
        const settlement = settlementOf(
          entry('l', { state: 'reserved', ownershipRevision: noted }),
          owned('', revision),
          'rep',
        );
        expect(settlement === 'remove').toBe(revision > noted);
      }),
    );
  });

  it('comes to agree with the ownership by settling', () => {
    const someEntry = fc.record({
      leadId: fc.constant('l'),
      ownershipRevision: fc.nat(3),
      state: fc.constantFrom('reserved' as const, 'confirmed' as const),
      reservedAt: fc.constant(new Date(0)),
    });
    const someOwnership = fc.record({
      ownerId: fc.constantFrom('', 'rep', 'other'),
      revision: fc.integer({ min: 1, max: 5 }),
      closedAs: fc.constantFrom('', 'lost'),
    });
    fc.assert(
      fc.property(fc.option(someEntry, { nil: undefined }), someOwnership, (present, facts) => {
        let ownership = facts;
        let holding: { entries: HoldingEntry[] } = { entries: present ? [present] : [] };
        for (let round = 0; round < 4; round += 1) {
          const settlement = settlementOf(holding.entries[0], ownership, 'rep');
          if (settlement === 'fence') ownership = { ...ownership, revision: ownership.revision + 1 };
          holding = { ...holding, ...settled(holding, settlement, 'l', ownership.revision, new Date(0)) };
        }
        expect(compareHoldings(new Map([['rep', holding]]), new Map([['l', ownership]]), now)).toEqual(
          ownership.ownerId === 'other' && ownership.closedAs === ''
            ? [{ repId: 'other', leadId: 'l', kind: 'missing' }]
            : [],
        );
      }),
    );
  });
});

describe('compareHoldings', () => {
  const before = new Date(now.getTime() + 1);

  it('names every kind of difference', () => {
    const holdings = new Map([
      ['a', { entries: [entry('mine'), entry('others'), entry('gone'), entry('abandoned', { state: 'reserved' })] }],
      ['b', { entries: [entry('unsettled', { state: 'reserved' }), entry('lost')] }],
    ]);
    const ownerships = new Map([
      ['mine', owned('a')],
      ['others', owned('b')],
      ['abandoned', owned('')],
      ['unsettled', owned('b')],
      ['lost', owned('b', 4, 'lost')],
    ]);
    expect(compareHoldings(holdings, ownerships, before)).toEqual([
      { repId: 'a', leadId: 'others', kind: 'foreign' },
      { repId: 'a', leadId: 'gone', kind: 'foreign' },
      { repId: 'a', leadId: 'abandoned', kind: 'abandoned' },
      { repId: 'b', leadId: 'unsettled', kind: 'unsettled' },
      { repId: 'b', leadId: 'lost', kind: 'foreign' },
      { repId: 'b', leadId: 'others', kind: 'missing' },
    ]);
  });

  it('passes over reservations of commands under way', () => {
    const holdings = new Map([['a', { entries: [entry('new', { state: 'reserved' })] }]]);
    expect(compareHoldings(holdings, new Map([['new', owned('')]]), now)).toEqual([]);
  });
});
