import { expect, it } from 'vitest';
import { isPausable, pauseFault } from './pausable';

it('knows which clocks people may pause', () => {
  const of = (kind: string, state = 'OBLIGATION_STATE_OPEN') => isPausable({ kind, state });
  expect(['first_contact', 'stage', 'silence', 'first_response', 'resolution'].map((kind) => of(kind))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(of('stage', 'OBLIGATION_STATE_RECYCLING')).toBe(false);
});

it('asks for an end that comes, within 90 days', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(pauseFault(undefined, now)).toBe('clock.needUntil');
  expect(pauseFault('2026-01-01T00:00:00Z', now)).toBe('clock.untilPast');
  expect(pauseFault('2026-04-01T00:00:00Z', now)).toBeUndefined();
  expect(pauseFault('2026-04-01T00:00:01Z', now)).toBe('clock.untilFar');
});
