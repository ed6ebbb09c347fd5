import { appendFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Appends one line of counts to the file named by FAIRLEAD_TEST_COUNTS, as tests/reporter.cjs does for jest. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env.FAIRLEAD_TEST_COUNTS;
    if (!file) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.state() === 'failed' && module.errors().length > 0).length;
    appendFileSync(
      file,
      `${count('passed')} ${count('failed') + broken + unhandledErrors.length} ${count('skipped')}\n`,
    );
  }
}
