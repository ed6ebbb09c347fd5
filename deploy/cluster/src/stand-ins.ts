import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@fairlead/local';
import { IMAGE, STAND_INS, TAG } from './images';

/** Where the reaper sees the folder of the stand-ins' data. */
export const NODE_DATA = '/node-data';
const SCRIPTS = join(ROOT, 'deploy', 'cluster', 'scripts');

/** A single pod behind a Service, with a folder of the node for its data. */
function standIn(name: string, port: number, command: string[], hostPath: string): object[] {
  const labels = { app: name };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        replicas: 1,
        // Two processes on one data file would be one too many.
        strategy: { type: 'Recreate' },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            terminationGracePeriodSeconds: 5,
            containers: [
              {
                name,
                image: STAND_INS,
                imagePullPolicy: 'Never',
                command,
                securityContext: { runAsUser: 0 },
                readinessProbe: { tcpSocket: { port }, periodSeconds: 1 },
                volumeMounts: [{ name: 'data', mountPath: '/data' }],
              },
            ],
            volumes: [{ name: 'data', hostPath: { path: join(hostPath, name), type: 'DirectoryOrCreate' } }],
          },
        },
      },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: labels, ports: [{ port }] } },
  ];
}

const java = ['/opt/java/bin/java', '-Xmx768m', '-Dcache=192', '-Dhost=0.0.0.0', '-XX:+UseSerialGC'];
const pragmas = ['journal_mode=WAL', 'synchronous=NORMAL'].flatMap((pragma) => ['--sqlite-pragma', pragma]);

/** The document store and Temporal of one machine, in the cluster. */
export const storeAndTemporal = (hostPath: string): object[] => [
  ...standIn(
    'mongodb',
    27017,
    [...java, '-cp', '/opt/store/classes:/opt/store/lib/*', 'DocumentStore', '/data/store.mv', '27017'],
    hostPath,
  ),
  // The search attributes are left out: the chart's hook registers them.
  ...standIn(
    'temporal',
    7233,
    [
      '/opt/temporal',
      ...['server', 'start-dev', '--ip', '0.0.0.0', '--port', '7233', '--headless', '--log-level', 'error'],
      ...['--db-filename', '/data/temporal.db', ...pragmas],
    ],
    hostPath,
  ),
];

/** A pod that runs our scripts inside the cluster, as a customer of the gateway, and one that sees the node's processes and our data there. */
export function clientPods(release: string, hostPath: string): object[] {
  const files = readdirSync(SCRIPTS).map((name) => [name, readFileSync(join(SCRIPTS, name), 'utf8')] as const);
  const fromSecret = (name: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: 'fairlead-test-client', key } },
  });
  const pod = (name: string, spec: object, user: number) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 1,
      ...spec,
      containers: [
        {
          name,
          image: `${IMAGE}:${TAG}`,
          imagePullPolicy: 'Never',
          command: ['node', '-e', 'setInterval(() => {}, 1e6)'],
          securityContext: { runAsUser: user },
          env: [
            { name: 'GATEWAY_URL', value: `http://${release}-gateway` },
            fromSecret('CLIENT_ID', 'client-id'),
            fromSecret('CLIENT_SECRET', 'client-secret'),
          ],
          volumeMounts: [
            { name: 'scripts', mountPath: '/scripts' },
            ...(user === 0 ? [{ name: 'data', mountPath: NODE_DATA }] : []),
          ],
        },
      ],
      volumes: [
        { name: 'scripts', configMap: { name: 'scripts' } },
        ...(user === 0 ? [{ name: 'data', hostPath: { path: hostPath, type: 'DirectoryOrCreate' } }] : []),
      ],
    },
  });
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'scripts' }, data: Object.fromEntries(files) },
    pod('client', {}, 1000),
    pod('reaper', { hostPID: true }, 0),
  ];
}
