// Reads ids from standard input and looks at each: the lead is there, has one owner or pool, and an owner has exactly one
// obligation of the lead's cycle. What is on its way is waited for, five minutes at most; the answer says how long it took.
import { setTimeout as sleep } from 'node:timers/promises';
import { insist, report, signIn } from './api.mjs';

let input = '';
for await (const chunk of process.stdin) input += chunk;
const ids = JSON.parse(input);
const start = Date.now();
const end = start + 300_000;

async function faultOf(id) {
  const customer = await insist('GET', `/customers/${id}`);
  const { ownership } = await insist('GET', `/customers/${id}/ownership`);
  if (!ownership) return 'no ownership';
  const { ownerId = '', poolId = '' } = ownership;
  if ((ownerId === '') === (poolId === '')) return `owner '${ownerId}', pool '${poolId}'`;
  if ((customer.ownership?.ownerId ?? '') !== ownerId) return 'the copy of the owner differs';
  const { obligations = [] } = await insist('GET', `/obligations?subject=${id}`);
  const wanted = ownerId === '' ? 0 : 1;
  return obligations.length === wanted ? undefined : `${obligations.length} obligations instead of ${wanted}`;
}

async function settle(id) {
  for (;;) {
    const fault = await faultOf(id).catch((error) => error.message);
    if (!fault || Date.now() > end) return fault && `${id}: ${fault}`;
    await sleep(1000);
  }
}

await signIn();
const queue = [...ids];
const faults = [];
const lane = async () => {
  for (let id = queue.shift(); id; id = queue.shift()) {
    const fault = await settle(id);
    if (fault) faults.push(fault);
  }
};
await Promise.all(Array.from({ length: 6 }, lane));
report({ checked: ids.length, faults, seconds: Math.round((Date.now() - start) / 1000) });
