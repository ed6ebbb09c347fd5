import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT, startDocumentStore } from '@fairlead/local';
import type { Figure, Measured, Measurement, Run } from '../measurement';
import { percentile } from '../support/percentile';

const run = promisify(execFile);
const HELD = [0, 100_000];
const MAX_OUTPUT = 16_000_000;

/** What the measuring program of the assignment service prints. */
interface Printed {
  held: number;
  times: number[];
  floor: number[];
  replayed: number;
  read: number;
}

/** Decisions and what-ifs with 1,000 reps and 200 rules, with few and with many leads in hand. */
export const decisions: Measurement = { name: 'decisions', measure };

async function measure({ log }: Run): Promise<Measured> {
  const store = await startDocumentStore();
  const program = join(ROOT, 'services/assignment/dist/measure-decisions.js');
  const env = {
    ...process.env,
    MONGODB_URI: store.uri,
    MONGODB_LOCAL_STORE: String(store.localStore),
    LOG_LEVEL: 'error',
  };
  try {
    const figures: Figure[] = [];
    for (const held of HELD) {
      const { stdout } = await run(process.execPath, [program, String(held)], { env, maxBuffer: MAX_OUTPUT });
      const { times, floor, replayed, read } = JSON.parse(stdout) as Printed;
      const leads = `${held.toLocaleString('en')} leads in hand`;
      log(`${leads}: p50 ${percentile(times, 0.5).toFixed(2)} ms, p95 ${percentile(times, 0.95).toFixed(2)} ms`);
      figures.push(
        {
          name: `decision p95, ${leads}`,
          floorIs: 'insertOne of the same entry, one at a time, into a collection without indexes',
          floor: percentile(floor, 0.95),
          ours: percentile(times, 0.95),
          unit: 'ms',
          better: 'lower',
        },
        {
          name: `what-if, ${leads}`,
          floorIs: 'the same entries only read from the store',
          floor: read,
          ours: replayed,
          unit: 'decisions/s',
          better: 'higher',
        },
      );
    }
    const notes = [
      'decision: in the service, one after the other, from the call to the entry in the ledger; 1,000 reps, 200 rules, the ' +
        'last of which looks at all reps; wanted at most 10 ms. what-if: wanted at least 2,000 decisions/s',
    ];
    return { figures, notes };
  } finally {
    await store.stop();
  }
}
