import type { Cluster } from './cluster';

export interface Load {
  requests: number;
  acknowledged: string[];
  failures: string[];
}

/** Callers side by side. */
const LANES = 4;

/** Runs `work` while the client pod creates and reads leads. */
export async function underLoad(cluster: Cluster, mode: 'insist' | 'once', work: () => Promise<void>): Promise<Load> {
  const stop = `/tmp/stop-${Date.now()}`;
  const load = cluster.script<Load>('client', 'load', [stop, mode, String(LANES)]);
  // A failure of the load shows at the end; until then it must not end this process.
  load.catch(() => undefined);
  try {
    await work();
  } finally {
    await cluster.kubectl('exec', 'client', '--', 'touch', stop);
  }
  return load;
}

export interface Verdict {
  checked: number;
  faults: string[];
  /** How long the checking took, with the wait for what was on its way. */
  seconds: number;
}

/** Whether every acknowledged lead is there with one owner or pool and its obligation. */
export const verify = (cluster: Cluster, ids: string[]): Promise<Verdict> =>
  cluster.script<Verdict>('client', 'verify', [], JSON.stringify(ids));
