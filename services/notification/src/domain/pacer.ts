/** Keeps messages to one target below a number in any window of time: each one gets its slot, in order, none is lost. */
export class Pacer {
  /** The newest `most` slots per target, ascending. */
  private readonly given = new Map<string, number[]>();
  /** Slots of messages that have not gone out yet. */
  private readonly reserved = new Map<string, number>();

  constructor(
    private readonly most: number,
    private readonly windowMs: number,
  ) {}

  /** When this message may go out; the same answer until its time has come and it is asked for then. */
  slot(id: string, target: string, now: Date): Date {
    const at = now.getTime();
    const held = this.reserved.get(id);
    if (held !== undefined) {
      if (held <= at) this.reserved.delete(id);
      return new Date(held);
    }
    const slots = this.given.get(target) ?? [];
    const before = slots.length < this.most ? 0 : (slots[0] as number) + this.windowMs;
    const slot = Math.max(at, before, slots.at(-1) ?? 0);
    this.given.set(target, [...slots, slot].slice(-this.most));
    if (slot > at) this.reserved.set(id, slot);
    this.tidy(at);
    return new Date(slot);
  }

  /** Forgets what no longer counts: targets that were silent for a window, and messages that never came back. */
  private tidy(at: number): void {
    for (const [target, slots] of this.given) if ((slots.at(-1) ?? 0) + this.windowMs < at) this.given.delete(target);
    for (const [id, slot] of this.reserved) if (slot + this.windowMs < at) this.reserved.delete(id);
  }
}
