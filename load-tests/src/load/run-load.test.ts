import { type Options, readOptions } from './options';
import type { Report } from './report';
import { runLoad } from './run-load';

/** No time is asserted: this many times the limits is never reached. */
const SLACK = '100000';
/** Ports of their own among those of the end-to-end tests. */
const PORT_BASE = '27000';

/** Promise: the load test runs as it is, and every kind of work gets right answers. */
describe('npm run load', () => {
  let report: Report;

  beforeAll(async () => {
    process.env.FAIRLEAD_PORT_BASE = PORT_BASE;
    const args = ['--vus', '2', '--duration', '10s', '--leads-each', '3', '--slack', SLACK];
    const options: Options = readOptions(args, {});
    report = await runLoad(options, () => undefined);
  }, 240_000);

  it('passes with two users in ten seconds', () => {
    expect(report).toMatchObject({ passed: true, errorRate: 0 });
    expect(report.answers).toBeGreaterThan(4);
    // Which kinds come up is chance, but for the first.
    expect(report.kinds[0]).toMatchObject({ kind: 'sign_in', count: 2, held: true });
  });
});
