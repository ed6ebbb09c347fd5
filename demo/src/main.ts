import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addUsers, type Platform, secretFiles, startPlatform } from '@fairlead/local';
import { Api } from './api';
import { Chaos } from './chaos/chaos';
import { check } from './checker/check';
import { sabotage } from './checker/sabotage';
import { settledSnapshot } from './checker/settled';
import { type Summary, summarize } from './checker/summary';
import { importOrders } from './company/import-orders';
import { demoLeads } from './company/leads';
import { reps } from './company/organization';
import { type DayPlan, setUpCompany } from './company/set-up';
import { RepScript } from './day/rep-script';
import { runDay } from './day/run-day';
import { type Options, readOptions } from './options';

const MAX_SHOWN = 20;

/** `npm run demo`: the platform, the company, a shortened day, and the check of what it left behind. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const begun = Date.now();
  const print = (line: string) => console.log(line);
  const { dataDir } = options;
  const passwords = demoUsers(dataDir);
  const plan = dayPlan(options);
  const crashLog = join(dataDir, 'crash-points.log');
  rmSync(crashLog, { force: true });
  print(`Fairlead demo, seed ${options.seed}${options.chaos ? ', with kill -9 all day long' : ''}`);
  const platform = await startPlatform({
    dataDir,
    log: (line) => print(`      ${line}`),
    reconcileSeconds: 10,
    replicas: options.chaos ? { 'follow-up': 2 } : {},
    env: { RATE_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'warn' },
  });
  let ended = false;
  const stop = async (status: number) => {
    if (ended) return;
    ended = true;
    await platform.stop();
    print('stopped');
    process.exit(status);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(130));
  try {
    const admin = new Api(platform.url, 'admin', readFileSync(secretFiles(dataDir).adminPassword, 'utf8').trim());
    const summary = await runDemo(platform, admin, plan, passwords, options, crashLog, print, begun);
    const sound = summary.dropped === 0 && summary.doubled === 0;
    print(sound ? 'Nothing was dropped, nothing was doubled.' : 'SOMETHING WAS DROPPED OR DOUBLED.');
    if (options.exit) return await stop(sound ? 0 : 1);
    print(`${await importOrders(admin)} orders of the customers’ history are there.`);
    print(`\nThe console: ${platform.url}  — sign in as any of: ${Object.keys(passwords).join(', ')}`);
    print(`Passwords: ${passwordFile(dataDir)} (admin: ${secretFiles(dataDir).adminPassword}). Ctrl-C stops.`);
  } catch (error) {
    console.error(error);
    await stop(1);
  }
}

async function runDemo(
  platform: Platform,
  admin: Api,
  plan: DayPlan,
  passwords: Record<string, string>,
  options: Options,
  crashLog: string,
  print: (line: string) => void,
  begun: number,
): Promise<Summary> {
  await setUpCompany(admin, plan);
  print('The company is set up; the day begins.');
  const scripts = reps()
    .filter((rep) => rep.teamId !== 'sales')
    .map((rep) => new RepScript(rep, new Api(platform.url, rep.id, passwords[rep.id] ?? ''), plan, options.seed));
  const chaos = options.chaos ? new Chaos(platform, options.seed, crashLog, print) : undefined;
  chaos?.start();
  await runDay(admin, scripts, plan, {
    importMs: options.chaos ? 150_000 : 15_000,
    mayEnd: () => chaos?.done ?? true,
    print,
  });
  await chaos?.finish();
  print('The day is over; comparing input, records, logs, obligations and workflow histories.');
  const addresses = { mongoUri: platform.mongoUri, temporalAddress: platform.temporalAddress };
  const input = demoLeads();
  await settledSnapshot(input, addresses);
  if (options.sabotage) await sabotage(options.sabotage, addresses);
  const snapshot = await settledSnapshot(input, addresses, options.sabotage ? 0 : undefined);
  const findings = check(input, snapshot);
  const seconds = Math.round((Date.now() - begun) / 1000);
  const summary = summarize(snapshot, findings, seconds, options.seed);
  if (chaos) Object.assign(summary, { kills: chaos.kills, crashPoints: chaos.crashPoints() });
  for (const finding of findings.slice(0, MAX_SHOWN)) print(`${finding.kind}: ${finding.what}`);
  mkdirSync(options.dataDir, { recursive: true });
  writeFileSync(join(options.dataDir, 'demo-summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  print(JSON.stringify(summary, null, 2));
  return summary;
}

/** A second start on the same data goes on with the plan of the first one. */
function dayPlan({ dataDir, chaos }: Options): DayPlan {
  const file = join(dataDir, 'demo-plan.json');
  if (existsSync(file)) {
    const saved = JSON.parse(readFileSync(file, 'utf8')) as DayPlan & { start: string };
    return { ...saved, start: new Date(saved.start) };
  }
  // The day begins when the platform is up: the opening in Asia counts from here.
  const start = new Date(Date.now() + 15_000);
  const plan: DayPlan = chaos
    ? { start, durationSeconds: 40, graceSeconds: 15, asiaOpensAfter: 60, leave: { from: 30, to: 90 } }
    : { start, durationSeconds: 20, graceSeconds: 8, asiaOpensAfter: 60, leave: { from: 15, to: 50 } };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(plan));
  return plan;
}

const passwordFile = (dataDir: string) => join(dataDir, 'secrets', 'demo-passwords.json');

/** The nine employees may sign in; their random passwords are kept for the script and for you. */
function demoUsers(dataDir: string): Record<string, string> {
  const users = reps().map((rep) => ({
    id: `user-${rep.id}`,
    username: rep.id,
    displayName: rep.displayName,
    locale: rep.locale,
    timeZone: rep.timeZone,
    roles: rep.roles,
    rep: rep.id,
    team: rep.teamId,
  }));
  const file = passwordFile(dataDir);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const passwords = addUsers(dataDir, users);
  writeFileSync(file, JSON.stringify(passwords, null, 2), { mode: 0o600 });
  return passwords;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
