import { setTimeout as sleep } from 'node:timers/promises';
import { customer as proto } from '@fairlead/proto';
import { customerRows, toCsv } from '../company/customers';
import { runImport, type Sample } from '../support/import-run';
import { LoadPlatform } from '../support/platform';
import { settled } from '../support/settled';
import { check } from './check';
import { Kills } from './kills';
import { type Options, readOptions } from './options';
import { readSnapshot } from './snapshot';

const SHOW_EVERY_S = 10;
const MAX_SHOWN = 20;
/** So long lookup may take to know every customer. */
const INDEX_MS = 600_000;

/** `npm run show:import`: a big import on the real platform while its processes are killed, and the check of it. */
async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const begun = Date.now();
  const print = (line: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
  const at = await LoadPlatform.start({ log: print });
  const stop = (status: number) => void at.stop().finally(() => process.exit(status));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(130));
  at.platform.supervisor.on('died', ({ name, signal }) => print(`${name} died (${signal}) and is restarted`));
  try {
    await at.addOwners();
    return await show(at, options, print);
  } finally {
    await at.stop();
  }
}

async function show(at: LoadPlatform, { rows, seed, kills }: Options, print: (line: string) => void): Promise<boolean> {
  const table = [...customerRows(rows, seed)];
  const csv = toCsv(table);
  const duplicates = table.filter(({ duplicateOf }) => duplicateOf).length;
  print(`${rows} rows, ${duplicates} of them duplicates, ${(csv.length / 1e6).toFixed(1)} MB, seed ${seed}`);
  const killing = new Kills(at, rows, kills, print);
  const { job, seconds, samples } = await runImport(at, csv, watcher(killing, print));
  print(`import ended as ${job.state} after ${seconds.toFixed(0)} s: ${(rows / seconds).toFixed(0)} rows/s`);
  await settled(at);
  print('all events are in the logs; reading what lies in the stores');
  const faults = check(table, await readSnapshot(at, job.id));
  const counts = [job.rowsDone, job.created, job.duplicates, job.faulty].join('/');
  const expected = [rows, rows - duplicates, duplicates, 0].join('/');
  if (job.state !== proto.ImportState.IMPORT_STATE_DONE) faults.push(`the import ended as ${job.state}: ${job.fault}`);
  if (counts !== expected) faults.push(`the import counts ${counts} instead of ${expected}`);
  if (killing.done < kills) faults.push(`only ${killing.done} of ${kills} kills came before the end`);
  const indexed = await lookupHolds(at, rows - duplicates);
  if (indexed !== rows - duplicates) faults.push(`lookup holds ${indexed} customers`);
  const memory = samples.flatMap(({ rssMb }) => rssMb ?? []);
  print(`${job.created} customers once each, ${job.duplicates} duplicates named, ${killing.done} kills survived`);
  print(`lookup holds ${indexed}; the customer service took ${Math.max(...memory).toFixed(0)} MiB at most`);
  for (const fault of faults.slice(0, MAX_SHOWN)) print(fault);
  print(faults.length === 0 ? 'NOTHING WAS LOST OR DOUBLED.' : `${faults.length} THINGS ARE WRONG.`);
  return faults.length === 0;
}

/** Prints progress, and kills on the way. */
function watcher(killing: Kills, print: (line: string) => void) {
  let last = { seconds: 0, rows: 0 };
  return ({ seconds, job, rssMb }: Sample) => {
    killing.look(job.rowsDone);
    if (seconds - last.seconds < SHOW_EVERY_S) return;
    const rate = Math.max(0, job.rowsDone - last.rows) / (seconds - last.seconds);
    last = { seconds, rows: job.rowsDone };
    const share = ((100 * job.rowsDone) / job.rowCount).toFixed(0).padStart(3);
    const counts = `${job.created} created, ${job.duplicates} duplicates, ${job.faulty} rejected`;
    print(`${share} %  ${job.rowsDone} rows, ${rate.toFixed(0)} rows/s, ${counts}, ${rssMb?.toFixed(0) ?? '-'} MiB`);
  };
}

/** How many customers lookup knows, once it knows as many as expected or time is up. */
async function lookupHolds(at: LoadPlatform, expected: number): Promise<number> {
  for (const end = Date.now() + INDEX_MS; ; ) {
    const { documents } = await at.lookup.getLookupStatus({}, at.as);
    if (Number(documents) === expected || Date.now() > end) return Number(documents);
    await sleep(1000);
  }
}

main().then(
  (sound) => process.exit(sound ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
