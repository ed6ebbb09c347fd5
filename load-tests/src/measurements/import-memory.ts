import { customerRows, toCsv } from '../company/customers';
import type { Measured, Measurement, Run } from '../measurement';
import { runImport, type Sample } from '../support/import-run';
import { LookupProbe } from '../support/lookup-probe';
import { LoadPlatform } from '../support/platform';

const MIB = 1024 * 1024;
const SHOW_EVERY = 30;

/** Memory of the customer service while it imports: its last third beside its first. */
export const importMemory: Measurement = { name: 'import-memory', measure };

async function measure({ sizes: { importMemory: rows }, seed, log }: Run): Promise<Measured> {
  const at = await LoadPlatform.start({ only: ['document-store', 'customer', 'assignment'] });
  try {
    await at.addOwners();
    let count = 0;
    const show = ({ job, rssMb }: Sample) => {
      count += 1;
      if (count % SHOW_EVERY === 0) log(`${job.rowsDone} of ${rows} rows, ${rssMb?.toFixed(0)} MiB`);
    };
    const { job, samples } = await runImport(at, toCsv(customerRows(rows, seed)), show);
    if (job.rowsDone !== rows) throw new Error(`The import ended as ${job.state}: ${job.fault}`);
    const probe = await LookupProbe.start(at);
    await probe.stop();
    const perCustomer = probe.size.indexBytes / probe.size.documents / MIB;
    const third = Math.floor(samples.length / 3);
    const first = averages(samples.slice(0, third));
    const last = averages(samples.slice(-third));
    const index = perCustomer * (last.created - first.created);
    const shared = { unit: 'MiB', better: 'lower' as const, floor: first.rssMb };
    const figures = [
      { ...shared, name: `import memory, ${rows} rows`, floorIs: 'mean of the first third', ours: last.rssMb },
      {
        ...shared,
        name: 'import memory, index left out',
        floorIs: 'mean of the first third; the growth of the lookup index between the thirds is taken off ours',
        ours: last.rssMb - index,
        aim: 1.25,
      },
    ];
    const notes = [
      `each second ${samples.length} times; at most ${Math.max(...samples.map(({ rssMb }) => rssMb ?? 0)).toFixed(0)} MiB`,
      `the lookup index in memory takes ${(perCustomer * 1024).toFixed(1)} KiB a customer, ${index.toFixed(0)} MiB between the thirds`,
    ];
    return { figures, notes, details: samples.map(({ seconds, rssMb, job }) => [seconds, rssMb, job.rowsDone]) };
  } finally {
    await at.stop();
  }
}

function averages(samples: Sample[]): { rssMb: number; created: number } {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    rssMb: mean(samples.flatMap(({ rssMb }) => rssMb ?? [])),
    created: mean(samples.map(({ job }) => job.created)),
  };
}
