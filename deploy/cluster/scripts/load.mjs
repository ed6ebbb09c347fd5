// Creates and reads leads until the file of argument 1 appears. `insist` repeats what is not answered, `once` does not and
// counts it as failed. Ends with one line: what was acknowledged and what failed.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, insist, report, signIn } from './api.mjs';

const [stopFile, mode, lanes = '4'] = process.argv.slice(2);
const send = mode === 'insist' ? insist : call;
const acknowledged = [];
const failures = [];
let requests = 0;

async function lane() {
  while (!existsSync(stopFile)) {
    try {
      requests += 1;
      const { id } = await send('POST', '/leads', { displayName: `Load ${randomUUID()}`, country: 'DE' });
      acknowledged.push(id);
      requests += 1;
      await send('GET', `/customers/${id}`);
    } catch (error) {
      failures.push(`${new Date().toISOString()} ${error.message} ${error.cause?.code ?? ''}`);
    }
    await sleep(100);
  }
}

await signIn();
// The token lives for minutes; a long load gets a new one in time.
const renew = setInterval(() => void signIn().catch(() => undefined), 60_000);
await Promise.all(Array.from({ length: Number(lanes) }, lane));
clearInterval(renew);
report({ requests, acknowledged, failures });
