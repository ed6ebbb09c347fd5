import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runK6 } from './k6';
import type { Options } from './options';
import { type Installation, startOwn } from './own-platform';
import { readPeople } from './people';
import { planOf } from './plan';
import { prepare } from './prepare';
import { type Report, reportOf } from './report';

/** Prepares the data, lets the users work, reads what came of it. */
export async function runLoad(options: Options, log: (line: string) => void): Promise<Report> {
  const at = await installation(options, log);
  const dir = mkdtempSync(join(tmpdir(), 'fairlead-k6-'));
  try {
    const prepared = await prepare(at, options.leadsEach, options.seed);
    log(`${prepared.leads.length} leads with an owner and as many without are there; ${options.vus} users come`);
    const [planFile, summaryFile] = [join(dir, 'plan.json'), join(dir, 'summary.json')];
    // It holds passwords.
    writeFileSync(planFile, JSON.stringify(planOf(at, prepared, options, summaryFile)), { mode: 0o600 });
    const started = Date.now();
    const passed = await runK6(planFile, log);
    const seconds = (Date.now() - started) / 1000;
    return reportOf(JSON.parse(readFileSync(summaryFile, 'utf8')), passed, seconds, options.slack);
  } finally {
    rmSync(dir, { recursive: true, force: true });
    await at.stop();
  }
}

async function installation({ target, vus }: Options, log: (line: string) => void): Promise<Installation> {
  if (!target) return startOwn(vus, log);
  const { peopleFile, ...given } = target;
  return { ...given, people: readPeople(peopleFile), stop: async () => undefined };
}
