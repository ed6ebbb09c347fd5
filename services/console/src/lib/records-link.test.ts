import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processFilter } from './process';
import { linkTo } from './records-link';

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const instant = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
  .map((date) => date.toISOString());

/** What the page of processes asks the API for at an address. */
function askedAt(address: string) {
  const values = new URL(address, 'http://console').searchParams;
  const [owner, team, state, due, after, before] = ['owner', 'team', 'state', 'due', 'after', 'before'].map(
    (name) => values.get(name) ?? '',
  ) as [string, string, string, string, string, string];
  const filter = processFilter({ owner, team, state, due, after, before }, 0);
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}

describe('the address of the records of a figure', () => {
  it('leads to the page that shows them', () => {
    expect(linkTo({ path: '/obligations', query: { openOnly: 'true', ownerId: 'ann' } })).toBe('/processes?owner=ann');
    const stage = { state: 'CUSTOMER_STATE_LEAD', stage: 'STAGE_NEED', teamId: 'south' };
    expect(linkTo({ path: '/customers', query: stage })).toBe(
      '/customers?state=CUSTOMER_STATE_LEAD&stage=STAGE_NEED&team=south',
    );
    const month = { countedOnly: 'true', currencyCode: 'EUR', fromDate: '2026-12-01', beforeDate: '2027-01-01' };
    expect(linkTo({ path: '/orders', query: month })).toBe(`/orders?${new URLSearchParams(month)}`);
  });

  it('makes the page ask for what the figure names, and for nothing else', () => {
    const query = fc.record(
      { openOnly: fc.constant('true'), ownerId: id, teamId: id, dueAfter: instant, dueBefore: instant },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(query, (asked) => {
        expect(askedAt(linkTo({ path: '/obligations', query: asked }) as string)).toEqual(asked);
      }),
    );
  });

  it('is none where no page shows exactly them', () => {
    expect(linkTo(undefined)).toBeUndefined();
    expect(linkTo({ path: '/pools', query: {} })).toBeUndefined();
    expect(linkTo({ path: '/customers', query: { source: 'expo' } })).toBeUndefined();
    expect(linkTo({ path: '/obligations', query: { subject: 'c1' } })).toBeUndefined();
  });
});
