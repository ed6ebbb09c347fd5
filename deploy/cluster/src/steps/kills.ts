import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster, Pod } from '../cluster';
import { underLoad, verify } from '../load';
import { builtRoles, podsOf } from '../release';

const READY_MS = 120_000;

/** Ends one pod of each kind twice over, while leads are created; afterwards none of them is missing or double. */
export async function checkKills(cluster: Cluster, log: (line: string) => void): Promise<string> {
  const kinds = [...builtRoles().map((role) => [role, podsOf(role)] as const), ...STAND_INS];
  let kills = 0;
  const load = await underLoad(cluster, 'insist', async () => {
    for (const [kind, selector] of kinds) {
      for (const [how, end] of Object.entries(ENDINGS)) {
        const before = await cluster.pods(selector);
        const victim = before.find(({ ready }) => ready);
        if (!victim) throw new Error(`no pod of ${kind} is ready`);
        await end(cluster, victim);
        kills += 1;
        await allReady(cluster, selector, before.length, victim);
        log(`${kind} is back after ${how}`);
      }
    }
  });
  const { checked, faults, seconds } = await verify(cluster, load.acknowledged);
  const figures = `${kills} kills, ${checked} leads acknowledged, ${load.failures.length} given up`;
  if (faults.length > 0 || load.failures.length > 0 || checked === 0) {
    throw new Error(`${figures}; ${faults.length} faults: ${[...faults, ...load.failures].slice(0, 5).join(' | ')}`);
  }
  return `${figures}, all there with one owner and obligation ${seconds} s after the load`;
}

const STAND_INS = [
  ['mongodb', 'app=mongodb'],
  ['temporal', 'app=temporal'],
] as const;

const ENDINGS: Record<string, (cluster: Cluster, victim: Pod) => Promise<unknown>> = {
  'a forced deletion': (cluster, { name }) =>
    cluster.kubectl('delete', 'pod', name, '--grace-period=0', '--force', '--wait=false'),
  SIGKILL: async (cluster, { uid }) => {
    const { killed } = await cluster.script<{ killed: number }>('reaper', 'reap', [uid]);
    if (killed === 0) throw new Error('no process of the pod was found');
  },
};

async function allReady(cluster: Cluster, selector: string, count: number, victim: Pod): Promise<void> {
  for (const end = Date.now() + READY_MS; Date.now() < end; await sleep(500)) {
    const pods = await cluster.pods(selector);
    const same = pods.find(({ uid }) => uid === victim.uid);
    const replaced = !same || same.restarts > victim.restarts;
    if (replaced && pods.length === count && pods.every(({ ready }) => ready)) return;
  }
  throw new Error(`${selector} is not ready again after ${READY_MS / 1000} s`);
}
