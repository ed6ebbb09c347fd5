import type { Cluster } from '../cluster';
import { underLoad, verify } from '../load';
import { CHART, checkValues, RELEASE } from '../release';

/** A changed value replaces every pod while requests go on, of which none fails and none is repeated. */
export async function checkUpgrade(cluster: Cluster): Promise<string> {
  const everyPod = `app.kubernetes.io/instance=${RELEASE},app.kubernetes.io/component notin (test)`;
  const before = new Set((await cluster.pods(everyPod)).map(({ uid }) => uid));
  const load = await underLoad(cluster, 'once', async () => {
    const change = ['--set', `podAnnotations.rolled=at-${Date.now()}`];
    await cluster.helm('upgrade', RELEASE, CHART, ...checkValues(), ...change, '--wait', '--timeout', '400s');
  });
  const left = (await cluster.pods(everyPod)).filter(({ uid }) => before.has(uid)).length;
  const { faults } = await verify(cluster, load.acknowledged);
  const figures = `${before.size - left} of ${before.size} pods replaced, ${load.requests} requests, ${load.failures.length} failed`;
  if (load.failures.length > 0 || faults.length > 0 || left > 0) {
    throw new Error(`${figures}: ${[...load.failures, ...faults].slice(0, 4).join(' | ')}`);
  }
  return figures;
}
