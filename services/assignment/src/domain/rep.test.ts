import fc from 'fast-check';
import { addLeave, cancelLeave, isOnLeave, type Leave, MAX_LEAVES, openLeaves } from './rep';

const at = (day: number) => new Date(Date.UTC(2026, 0, 1 + day));
const leave = (id: string, from: number, to: number): Leave => ({ id, from: at(from), to: at(to) });

describe('leaves', () => {
  it('never overlap, whatever is added', () => {
    const days = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(days), (wanted) => {
        let leaves: Leave[] = [];
        wanted.forEach(([from, length], index) => {
          const added = leave(String(index), from, from + length);
          const free = leaves.every((other) => added.to <= other.from || other.to <= added.from);
          if (free) leaves = addLeave(leaves, added);
          else expect(() => addLeave(leaves, added)).toThrow(expect.objectContaining({ reason: 'LEAVE_OVERLAPS' }));
        });
        for (const [index, next] of leaves.slice(1).entries()) {
          expect((leaves[index] as Leave).to.getTime()).toBeLessThanOrEqual(next.from.getTime());
        }
      }),
    );
  });

  it('touch without overlapping and end exclusively', () => {
    const leaves = addLeave([leave('a', 1, 2)], leave('b', 2, 3));
    expect(isOnLeave(leaves, at(2))).toBe(true);
    expect(isOnLeave(leaves, at(3))).toBe(false);
    expect(isOnLeave(leaves, at(0))).toBe(false);
  });

  it('are limited in number and can be taken back', () => {
    const many = Array.from({ length: MAX_LEAVES }, (_, index) => leave(String(index), index, index + 1));
    expect(() => addLeave(many, leave('more', 900, 901))).toThrow(
      expect.objectContaining({ reason: 'TOO_MANY_LEAVES' }),
    );
    expect(cancelLeave(many, '7')).toHaveLength(MAX_LEAVES - 1);
    expect(cancelLeave(many, 'none')).toBeNull();
  });

  it('appear in events while they are not over', () => {
    expect(openLeaves([leave('past', 0, 1), leave('now', 1, 3), leave('next', 5, 6)], at(2))).toEqual([
      { from: at(1).toISOString(), to: at(3).toISOString() },
      { from: at(5).toISOString(), to: at(6).toISOString() },
    ]);
  });
});
