import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster';
import { CHART, RELEASE } from '../release';

/** The API server takes what the chart makes of its defaults and of every ci/ values file. */
export async function checkManifests(cluster: Cluster): Promise<string> {
  const files = readdirSync(join(CHART, 'ci'));
  let objects = 0;
  for (const file of ['', ...files]) {
    const values = file === '' ? [] : ['-f', join(CHART, 'ci', file)];
    const rendered = await cluster.helm('template', 'dry-run', CHART, ...values);
    const { status, stdout, stderr } = await cluster.dryRun(rendered);
    if (status !== 0) throw new Error(`${file || 'defaults'}: ${stderr.trim().split('\n').slice(0, 3).join(' | ')}`);
    objects += stdout.trim().split('\n').length;
  }
  return `${files.length + 1} sets of values, ${objects} objects taken`;
}

/** A wrong value and the key that the refusal must name. */
const WRONG: [flag: string, key: string][] = [
  ['services.customer.replica=2', 'replica'],
  ['services.customer.replicas=many', '/services/customer/replicas'],
  ['mongodb.uri=mongodb://x', 'uri'],
  ['temporal.address=temporal', '/temporal/address'],
  ['auth.mode=none', '/auth/mode'],
  ['publicUrl=crm', '/publicUrl'],
  ['drain.delayMs=-1', '/drain/delayMs'],
  ['networkpolicy.enabled=false', 'networkpolicy'],
];

/** Wrong values are refused and named. */
export async function checkWrongValues(cluster: Cluster): Promise<string> {
  for (const [flag, key] of WRONG) {
    const { status, stderr } = await cluster.tryHelm('template', RELEASE, CHART, '--set', flag);
    if (status === 0) throw new Error(`${flag} was taken`);
    if (!stderr.includes(key)) throw new Error(`${flag} was refused without naming ${key}: ${stderr.trim()}`);
  }
  return `${WRONG.length} refused, the key named`;
}
