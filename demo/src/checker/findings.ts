/** Something that is missing (dropped) or there too often (doubled). */
export interface Finding {
  kind: 'dropped' | 'doubled';
  what: string;
}

/** Collects findings. */
export class Findings {
  readonly list: Finding[] = [];

  dropped(what: string): void {
    this.list.push({ kind: 'dropped', what });
  }

  doubled(what: string): void {
    this.list.push({ kind: 'doubled', what });
  }

  /** Exactly one is right; none is dropped, more are doubled. */
  exactlyOne(count: number, what: string): void {
    if (count < 1) this.dropped(what);
    if (count > 1) this.doubled(`${what} (${count} times)`);
  }

  /** The same things on both sides, each once. */
  sameSet(expected: string[], found: string[], what: string): void {
    const counts = new Map<string, number>();
    for (const item of found) counts.set(item, (counts.get(item) ?? 0) + 1);
    for (const item of new Set(expected)) this.exactlyOne(counts.get(item) ?? 0, `${what}: ${item}`);
    const known = new Set(expected);
    for (const item of counts.keys()) if (!known.has(item)) this.doubled(`${what} without cause: ${item}`);
  }
}
