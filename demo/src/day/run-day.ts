import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../api';
import { demoLeads } from '../company/leads';
import type { DayPlan } from '../company/set-up';
import { importLeads } from './import-leads';
import { progressLine, readStanding, type Standing } from './progress';
import type { RepScript } from './rep-script';

const TICK_MS = 1500;
const QUIET_MS = 4000;
const MAX_DAY_MS = 15 * 60_000;

/** Runs the day until every lead is contacted, converted, claimed or pooled and nothing is left to be done. */
export async function runDay(
  admin: Api,
  scripts: RepScript[],
  plan: DayPlan,
  options: { importMs: number; mayEnd(): boolean; print(line: string): void },
): Promise<Standing> {
  const leads = demoLeads();
  let imported = 0;
  let over = false;
  const importing = importLeads(admin, leads, options.importMs, () => (imported += 1));
  const reps = scripts.map(async (script, index) => {
    await sleep((index * TICK_MS) / scripts.length);
    while (!over) {
      await script.tick(Date.now);
      await sleep(TICK_MS);
    }
  });
  const ended = watch(admin, scripts, plan, { ...options, expected: leads.length, imported: () => imported });
  const failed = Promise.all([importing, ...reps]).then(() => new Promise<never>(() => undefined));
  try {
    return await Promise.race([ended, failed]);
  } finally {
    over = true;
    await Promise.allSettled(reps);
  }
}

async function watch(
  admin: Api,
  scripts: RepScript[],
  plan: DayPlan,
  options: { mayEnd(): boolean; print(line: string): void; expected: number; imported(): number },
): Promise<Standing> {
  const begun = Date.now();
  let quietSince = 0;
  for (;;) {
    const standing = await readStanding(admin);
    options.print(progressLine(Math.round((Date.now() - plan.start.getTime()) / 1000), options.expected, standing));
    const quiet =
      options.imported() === options.expected &&
      standing.undecided === 0 &&
      standing.waiting === 0 &&
      !standing.openObligations &&
      scripts.every((script) => script.openWishes === 0) &&
      Date.now() > plan.start.getTime() + plan.asiaOpensAfter * 1000;
    if (!quiet) quietSince = 0;
    else quietSince ||= Date.now();
    if (quiet && Date.now() - quietSince >= QUIET_MS && options.mayEnd()) return standing;
    if (Date.now() - begun > MAX_DAY_MS)
      throw new Error('The day does not end: some lead is neither contacted nor pooled.');
    await sleep(2000);
  }
}
