import type { LoadPlatform } from '../support/platform';

const VICTIMS = ['customer', 'assignment'];

/** Kills processes at even stretches of the import, one after the other of those that carry it out. */
export class Kills {
  done = 0;

  constructor(
    private readonly at: LoadPlatform,
    private readonly rows: number,
    private readonly count: number,
    private readonly print: (line: string) => void,
  ) {}

  /** Kills when the next stretch is over. */
  look(rowsDone: number): void {
    if (this.done >= this.count || rowsDone < (this.rows * (this.done + 1)) / (this.count + 1)) return;
    const victim = VICTIMS[this.done % VICTIMS.length] as string;
    if (!this.at.platform.supervisor.isReady(victim)) return;
    if (!this.at.platform.supervisor.signal(victim, 'SIGKILL')) return;
    this.done += 1;
    this.print(`kill -9 ${victim} (${this.done} of ${this.count})`);
  }
}
