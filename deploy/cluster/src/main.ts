import { Cluster } from './cluster';
import { bringImages } from './images';
import { type Options, readOptions } from './options';
import { CHART, checkValues, podsOf, RELEASE } from './release';
import { Report } from './report';
import { makeSecrets } from './secrets';
import { clientPods, NODE_DATA, storeAndTemporal } from './stand-ins';
import { checkKills } from './steps/kills';
import { checkManifests, checkWrongValues } from './steps/manifests';
import { checkSpread } from './steps/spread';
import { checkUpgrade } from './steps/upgrade';
import { findTools } from './tools/find-tools';

const started = Date.now();
const log = (line: string) => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`);

/** `npm run cluster:check`: the chart and the image on a real cluster, from installation to upgrade. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  const cluster = new Cluster(await findTools(log), options.namespace);
  const report = new Report(options.only, log);
  try {
    await report.step('images', () => bringImages(options, log).then(() => 'built and imported'), { vital: true });
    await report.step('stand-ins', () => prepare(cluster, options), { vital: true });
    await report.step('install', () => install(cluster), { vital: true });
    await report.step('manifests', () => checkManifests(cluster));
    await report.step('values', () => checkWrongValues(cluster));
    await report.step('helm-test', () => helmTest(cluster));
    await report.step('spread', () => checkSpread(cluster));
    await report.step('upgrade', () => checkUpgrade(cluster));
    await report.step('kills', () => checkKills(cluster, log));
  } catch (error) {
    log((error as Error).message);
  } finally {
    console.log(`\n${report.table()}\n`);
    if (options.keep) log(`kept: namespace ${options.namespace}, data in ${options.hostPath} on the node`);
    else await cleanUp(cluster, options);
  }
  process.exit(report.passed ? 0 : 1);
}

/** An empty namespace with secrets, stores and a client; what an earlier run left is removed first. */
async function prepare(cluster: Cluster, options: Options): Promise<string> {
  await cluster.kubectl('delete', 'namespace', options.namespace, '--ignore-not-found', '--timeout=120s');
  await cluster.kubectl('create', 'namespace', options.namespace);
  await cluster.apply(...makeSecrets());
  // A folder of its own for each run: the data of the run before would be in the way.
  await cluster.apply(...storeAndTemporal(`${options.hostPath}/${started}`), ...clientPods(RELEASE, options.hostPath));
  for (const name of ['mongodb', 'temporal']) {
    await cluster.kubectl('rollout', 'status', `deployment/${name}`, '--timeout=120s');
  }
  await cluster.kubectl('wait', '--for=condition=Ready', 'pod/client', 'pod/reaper', '--timeout=60s');
  return 'document store, Temporal and client are ready';
}

async function install(cluster: Cluster): Promise<string> {
  await cluster.helm('install', RELEASE, CHART, ...checkValues(), '--wait', '--timeout', '400s');
  const replicas = (await cluster.pods(podsOf('customer'))).filter(({ ready }) => ready).length;
  if (replicas !== 3) throw new Error(`${replicas} replicas of customer are ready instead of 3`);
  await cluster.script('client', 'set-up');
  return 'all pods are ready, 3 replicas of customer, a team with rules';
}

async function helmTest(cluster: Cluster): Promise<string> {
  const words = await cluster.helm('test', RELEASE, '--logs', '--timeout', '180s');
  return words
    .split('\n')
    .filter((word) => word.startsWith('ok: '))
    .map((word) => word.slice(4))
    .join('; ');
}

async function cleanUp(cluster: Cluster, options: Options): Promise<void> {
  const { status } = await cluster.tryHelm('uninstall', RELEASE, '--wait', '--timeout', '120s');
  if (status !== 0) log('the release could not be removed');
  // The data lie on the node, where only a pod can remove them once nobody writes them any more.
  await cluster
    .kubectl('delete', 'deployment', 'mongodb', 'temporal', '--cascade=foreground', '--timeout=60s')
    .then(() => cluster.kubectl('exec', 'reaper', '--', 'rm', '-rf', `${NODE_DATA}/${started}`))
    .catch((error: Error) => log(`the data in ${options.hostPath} on the node could not be removed: ${error.message}`));
  await cluster.kubectl('delete', 'namespace', options.namespace, '--timeout=180s').catch((error: Error) => {
    log(error.message);
  });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
