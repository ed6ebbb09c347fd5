import fc from 'fast-check';
import { chance, stableUuid } from './chance';

/** Promise: a seed gives the same day again, in whatever order its people act. */
describe('seeded chance', () => {
  it('lies in [0, 1) and depends on seed and keys alone', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.string(), { minLength: 1 }), (seed, keys) => {
        const drawn = chance(seed, ...keys);
        chance(seed + 1, ...keys);
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(drawn).toBeLessThan(1);
        expect(chance(seed, ...keys)).toBe(drawn);
        expect(chance(seed + 1, ...keys)).not.toBe(drawn);
      }),
    );
  });

  it('is spread evenly', () => {
    const draws = Array.from({ length: 10_000 }, (_, index) => chance(1, index));
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = draws.filter((drawn) => Math.floor(drawn * 10) === tenth).length;
      expect(share).toBeGreaterThan(880);
      expect(share).toBeLessThan(1120);
    }
  });

  it('makes ids that are UUIDs, one per key', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => stableUuid('lead', index));
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
