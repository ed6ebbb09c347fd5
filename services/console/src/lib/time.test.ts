import { describe, expect, it } from 'vitest';
import { formatMonth, formatSpan, formatTimeOfDay, fromWallTime, readInstant, toWallTime, urgencyOf } from './time';

const unit = (name: string) => name;
const HOUR = 3_600_000;

describe('formatSpan', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [65_000, '1 m 05 s'],
    [2 * HOUR + 5 * 60_000, '2 h 05 m'],
    [26 * HOUR, '1 d 02 h'],
    [-65_000, '1 m 05 s'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(formatSpan(ms, unit)).toBe(text);
  });
});

describe('urgencyOf', () => {
  const open = new Date(0).toISOString();
  const due = new Date(10 * HOUR).toISOString();
  it('is calm, soon in the last fifth, overdue from the due time on', () => {
    expect(urgencyOf(due, open, 7.9 * HOUR)).toBe('calm');
    expect(urgencyOf(due, open, 8 * HOUR)).toBe('soon');
    expect(urgencyOf(due, open, 10 * HOUR)).toBe('overdue');
  });
  it('takes the last hour where no start is known', () => {
    expect(urgencyOf(due, undefined, 8.9 * HOUR)).toBe('calm');
    expect(urgencyOf(due, undefined, 9 * HOUR)).toBe('soon');
  });
});

describe('wall-clock times', () => {
  it('are those of the zone, also across a change of the clocks', () => {
    expect(fromWallTime('2026-01-15T09:00', 'Asia/Shanghai')).toBe('2026-01-15T01:00:00.000Z');
    expect(fromWallTime('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(fromWallTime('2026-07-01T09:00', 'America/New_York')).toBe('2026-07-01T13:00:00.000Z');
  });
  it('come back the same', () => {
    for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/Los_Angeles', 'UTC']) {
      const instant = Date.parse('2026-10-25T12:34:00Z');
      expect(fromWallTime(toWallTime(instant, zone), zone)).toBe(new Date(instant).toISOString());
    }
  });
  it('are nothing while the field is empty', () => {
    expect(fromWallTime('', 'UTC')).toBeUndefined();
  });
});

it('says times of day and months in the reader’s language and zone', () => {
  expect(formatTimeOfDay('2026-01-15T13:03:59Z', 'en', 'Europe/Berlin')).toBe('14:03');
  expect([formatMonth('2026-09', 'en', 'long'), formatMonth('2026-09', 'zh', 'long')]).toEqual([
    'September 2026',
    '2026年9月',
  ]);
  expect([formatMonth('2026-11', 'en', 'short'), formatMonth('2026-11', 'zh', 'short')]).toEqual(['Nov', '11月']);
});

it('reads nothing from what is no instant', () => {
  expect([readInstant('2026-01-15T13:03:59Z'), readInstant('soon'), readInstant('')]).toEqual([
    '2026-01-15T13:03:59Z',
    '',
    '',
  ]);
});
