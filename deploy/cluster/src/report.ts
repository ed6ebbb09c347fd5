export interface Outcome {
  name: string;
  passed: boolean;
  seconds: number;
  figures: string;
}

/** Runs named steps one after the other; a failed one does not keep the next from running, unless it is `vital`. */
export class Report {
  readonly outcomes: Outcome[] = [];

  constructor(
    private readonly only: string[],
    private readonly log: (line: string) => void,
  ) {}

  async step(name: string, work: () => Promise<string>, options: { vital?: boolean } = {}): Promise<void> {
    if (!options.vital && this.only.length > 0 && !this.only.includes(name)) return;
    const start = Date.now();
    const end = (passed: boolean, figures: string) => {
      const outcome = { name, passed, seconds: (Date.now() - start) / 1000, figures };
      this.outcomes.push(outcome);
      this.log(line(outcome));
    };
    try {
      end(true, await work());
    } catch (error) {
      end(false, (error as Error).message);
      if (options.vital) throw new Error(`${name} failed; without it nothing else can be checked.`);
    }
  }

  get passed(): boolean {
    return this.outcomes.every(({ passed }) => passed);
  }

  table(): string {
    return this.outcomes.map(line).join('\n');
  }
}

const line = ({ name, passed, seconds, figures }: Outcome) =>
  `${passed ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${seconds.toFixed(0).padStart(4)} s  ${figures}`;
