import TinyQueue from 'tinyqueue';

interface Entry {
  at: number;
  /** Keeps the order of what is to happen at the same instant. */
  number: number;
  happen(now: Date): void;
}

/** What is going to happen, on a clock that jumps from one event to the next. */
export class Agenda {
  private readonly entries = new TinyQueue<Entry>([], (a, b) => a.at - b.at || a.number - b.number);
  private count = 0;

  at(time: Date, happen: (now: Date) => void): void {
    this.count += 1;
    this.entries.push({ at: time.getTime(), number: this.count, happen });
  }

  /** Everything, in order; what it brings about is put in on the way. */
  run(): void {
    for (let entry = this.entries.pop(); entry; entry = this.entries.pop()) entry.happen(new Date(entry.at));
  }
}
