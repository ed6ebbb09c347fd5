import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, monthAfter, PERIODS, periodNamed } from './period';
import { wallDate } from './time';

const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kathmandu'];
const moment = fc.integer({ min: Date.parse('2020-01-01T00:00:00Z'), max: Date.parse('2035-01-01T00:00:00Z') });
const zone = fc.constantFrom(...ZONES);

describe('a period', () => {
  it('of days goes back from now, and has no end', () => {
    const now = Date.parse('2026-03-30T10:00:00Z');
    expect(boundsOf('days7', now, 'Europe/Berlin')).toEqual({ since: '2026-03-23T10:00:00.000Z' });
    expect(boundsOf('days30', now, 'UTC')).toEqual({ since: '2026-02-28T10:00:00.000Z' });
  });

  it('of a month is one of the calendar of the zone', () => {
    // In Shanghai the new year has begun, in Los Angeles it has not.
    const now = Date.parse('2025-12-31T20:00:00Z');
    expect(boundsOf('thisMonth', now, 'Asia/Shanghai')).toEqual({ since: '2025-12-31T16:00:00.000Z' });
    expect(boundsOf('lastMonth', now, 'Asia/Shanghai')).toEqual({
      since: '2025-11-30T16:00:00.000Z',
      until: '2025-12-31T16:00:00.000Z',
    });
    expect(boundsOf('thisMonth', now, 'America/Los_Angeles')).toEqual({ since: '2025-12-01T08:00:00.000Z' });
    // The clocks change within the month.
    expect(boundsOf('lastMonth', Date.parse('2026-04-02T00:00:00Z'), 'Europe/Berlin')).toEqual({
      since: '2026-02-28T23:00:00.000Z',
      until: '2026-03-31T22:00:00.000Z',
    });
  });

  it('begins before it ends, never ends later than now, and months begin on their first day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), moment, zone, (period, now, timeZone) => {
        const { since, until } = boundsOf(period, now, timeZone);
        const [from, to] = [Date.parse(since), until ? Date.parse(until) : now];
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThanOrEqual(now);
        if (!period.endsWith('Month')) return;
        const month = wallDate(from, timeZone).slice(0, 7);
        expect(wallDate(from, timeZone)).toBe(`${month}-01`);
        expect(wallDate(from - 1, timeZone).slice(0, 7)).toBe(monthAfter(month, -1));
        expect(wallDate(now, timeZone).slice(0, 7)).toBe(monthAfter(month, period === 'thisMonth' ? 0 : 1));
        if (until) expect(wallDate(to, timeZone)).toBe(`${monthAfter(month, 1)}-01`);
      }),
    );
  });

  it('is the default one where the name is not known', () => {
    expect(periodNamed('lastMonth')).toBe('lastMonth');
    expect([periodNamed(''), periodNamed('century')]).toEqual(['days30', 'days30']);
  });
});
