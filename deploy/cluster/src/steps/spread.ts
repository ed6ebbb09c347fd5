import type { Cluster } from '../cluster';
import { podsOf } from '../release';

const METHOD = 'crm.customer.v1.CustomerService/GetCustomer';
const CALLS = 1800;
const METRICS_PORT = '9464';

/** Furthest deviation from an equal share, in percent. */
export function unevenness(counts: number[]): number {
  const share = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return share === 0 ? 100 : Math.max(...counts.map((count) => Math.abs(count - share) / share)) * 100;
}

/** Calls through the gateway spread evenly over the three replicas of customer. */
export async function checkSpread(cluster: Cluster): Promise<string> {
  const addresses = (await cluster.pods(podsOf('customer'))).map(({ ip }) => ip);
  if (addresses.length !== 3) throw new Error(`${addresses.length} replicas instead of 3`);
  const count = () => cluster.script<Record<string, number>>('client', 'metrics', [METHOD, METRICS_PORT, ...addresses]);
  const before = await count();
  await cluster.script('client', 'read-many', [String(CALLS)]);
  const after = await count();
  const counts = addresses.map((address) => (after[address] ?? 0) - (before[address] ?? 0));
  const percent = unevenness(counts);
  const figures = `${counts.join(' / ')} calls, ${percent.toFixed(1)} % from equal`;
  if (percent > 10) throw new Error(figures);
  return figures;
}
