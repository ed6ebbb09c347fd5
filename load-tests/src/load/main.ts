import { writeFileSync } from 'node:fs';
import { readOptions } from './options';
import { textOf } from './report';
import { runLoad } from './run-load';

/** `npm run load`: a working day by many users at a time; status 1 when a limit was crossed. */
async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2), process.env);
  const begun = Date.now();
  const log = (line: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
  const report = await runLoad(options, log);
  console.log(`\n${textOf(report)}`);
  if (options.json) {
    const { vus, seconds, slack, seed } = options;
    const asked = { vus, seconds, slack, seed, url: options.target?.url ?? 'its own platform' };
    writeFileSync(
      options.json,
      `${JSON.stringify({ time: new Date(begun).toISOString(), asked, ...report }, null, 2)}\n`,
    );
  }
  return report.passed;
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
