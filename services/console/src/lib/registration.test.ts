import { describe, expect, it } from 'vitest';
import { endsSoon, isOver, safeLink, soonBefore } from './registration';

const NOW = Date.parse('2026-06-01T10:00:00Z');

describe('registrations in lists', () => {
  it('end soon while they protect and have less than thirty days', () => {
    const state = 'REGISTRATION_STATE_ACTIVE';
    expect(endsSoon({ state, protectedUntil: '2026-06-30T00:00:00Z' }, NOW)).toBe(true);
    expect(endsSoon({ state, protectedUntil: '2026-07-30T00:00:00Z' }, NOW)).toBe(false);
    expect(endsSoon({ state: 'REGISTRATION_STATE_EXPIRED', protectedUntil: '2026-05-30T00:00:00Z' }, NOW)).toBe(false);
    expect(isOver({ state: 'REGISTRATION_STATE_CONTESTED' })).toBe(false);
  });
  it('are filtered by an instant that does not move with every look', () => {
    expect(soonBefore(NOW)).toBe('2026-07-02T00:00:00.000Z');
    expect(soonBefore(NOW + 3_600_000)).toBe(soonBefore(NOW));
  });
  it('lead only to addresses of the web', () => {
    expect(safeLink('https://example.com/x')).toBe('https://example.com/x');
    expect(safeLink('javascript:alert(1)')).toBeUndefined();
    expect(safeLink('')).toBeUndefined();
  });
});
