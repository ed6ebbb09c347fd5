/** Random numbers that are the same for the same seed. */
export interface Rng {
  /** A whole number from 0 to below `below`. */
  int(below: number): number;
}

/** The generator mulberry32 (Tommy Ettinger, public domain): small and even enough for test data. */
export function seeded(seed: number): Rng {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { int: (below) => Math.floor(next() * below) };
}
