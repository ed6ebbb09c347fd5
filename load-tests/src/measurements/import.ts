import { customerRows, toCsv } from '../company/customers';
import type { Measured, Measurement, Run } from '../measurement';
import { cpuBetween, cpuSeconds } from '../support/cpu';
import { runImport } from '../support/import-run';
import { LoadPlatform } from '../support/platform';
import { settled } from '../support/settled';

/** As the import writes them. */
const BATCH = 500;
/** Everything that an import leaves behind, by service. */
const LEFT_BEHIND: [service: string, collection: string][] = [
  ['customer', 'customers'],
  ['customer', 'match_keys'],
  ['customer', 'events'],
  ['assignment', 'lead_ownerships'],
  ['assignment', 'decisions'],
  ['assignment', 'events'],
];
const PROCESSES = ['document-store', 'customer', 'assignment'];

/** Rows a second of a real import, beside bare writes of the same documents into the same store. */
export const importRate: Measurement = { name: 'import', measure };

async function measure({ sizes: { import: rows }, seed, log }: Run): Promise<Measured> {
  const at = await LoadPlatform.start({ only: PROCESSES });
  try {
    await at.addOwners();
    const csv = toCsv(customerRows(rows, seed));
    log(`importing ${rows} rows (${(csv.length / 1e6).toFixed(1)} MB)`);
    const before = cpuSeconds(at, PROCESSES);
    const { job, seconds } = await runImport(at, csv);
    const after = cpuSeconds(at, PROCESSES);
    log(`${seconds.toFixed(1)} s; CPU: ${cpuBetween(before, after)}`);
    if (job.created + job.duplicates !== rows) throw new Error(`The import ended as ${JSON.stringify(job)}`);
    await settled(at);
    const atRest = cpuSeconds(at, PROCESSES);
    const written = new Map<string, number>();
    for (const [service, collection] of LEFT_BEHIND) {
      const took = await writeBare(at, service, collection);
      written.set(`${service}.${collection}`, took);
      log(`bare ${service}.${collection}: ${took.toFixed(1)} s`);
    }
    const bareCpu = cpuBetween(atRest, cpuSeconds(at, ['document-store']));
    const ours = rows / seconds;
    const bare = written.get('customer.customers') as number;
    const all = [...written.values()].reduce((sum, each) => sum + each, 0);
    const shared = { ours, unit: 'rows/s', better: 'higher' as const };
    const figures = [
      {
        ...shared,
        name: `import, ${rows} rows`,
        floorIs: 'insertMany of the same customer documents, nothing else',
        floor: job.created / bare,
        aim: 0.4,
      },
      {
        ...shared,
        name: 'import, by all documents',
        floorIs:
          'insertMany of everything the import leaves: customers, match keys, ownerships, decisions, both event logs',
        floor: job.created / all,
      },
    ];
    const notes = [
      `${job.created} created, ${job.duplicates} duplicates found; ${PROCESSES.join(', ')} on this machine`,
      `CPU of the import: ${cpuBetween(before, after)}; of the bare writes: ${bareCpu}`,
    ];
    return { figures, notes, details: { seconds, bareSeconds: Object.fromEntries(written) } };
  } finally {
    await at.stop();
  }
}

/** Seconds to write all documents of a collection into an empty one, one batch after the other. */
async function writeBare(at: LoadPlatform, service: string, collection: string): Promise<number> {
  const bare = at.collection('bare', `${service}_${collection}`);
  const docs = await at.collection(service, collection).find({}).toArray();
  const started = performance.now();
  for (let from = 0; from < docs.length; from += BATCH)
    await bare.insertMany(docs.slice(from, from + BATCH), { ordered: false });
  const seconds = (performance.now() - started) / 1000;
  await bare.drop();
  return seconds;
}
