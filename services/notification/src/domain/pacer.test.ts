import fc from 'fast-check';
import { Pacer } from './pacer';

describe('a pacer', () => {
  it('gives every message a slot, in order, and never more than it may in any window', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), (waits, most) => {
        const pacer = new Pacer(most, 60_000);
        let now = 1_000_000;
        const slots = waits.map((wait, index) => {
          now += wait;
          const slot = pacer.slot(`m${index}`, 'robot', new Date(now)).getTime();
          expect(slot).toBeGreaterThanOrEqual(now);
          expect(pacer.slot(`m${index}x`, `other-${index}`, new Date(now)).getTime()).toBe(now);
          return slot;
        });
        slots.forEach((slot, index) => {
          if (index > 0) expect(slot).toBeGreaterThanOrEqual(slots[index - 1] as number);
          if (index >= most) expect(slot - (slots[index - most] as number)).toBeGreaterThanOrEqual(60_000);
        });
      }),
    );
  });

  it('keeps the slot that a message has, until it comes for it', () => {
    const pacer = new Pacer(1, 60_000);
    expect(pacer.slot('a', 'r', new Date(0)).getTime()).toBe(0);
    expect(pacer.slot('b', 'r', new Date(0)).getTime()).toBe(60_000);
    expect(pacer.slot('b', 'r', new Date(30_000)).getTime()).toBe(60_000);
    expect(pacer.slot('b', 'r', new Date(60_001)).getTime()).toBe(60_000);
    expect(pacer.slot('c', 'r', new Date(60_001)).getTime()).toBe(120_000);
  });
});
