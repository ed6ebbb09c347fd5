import { stringify } from 'yaml';
import { execute, output, type Result } from './tools/execute';
import type { Tools } from './tools/find-tools';

export interface Pod {
  name: string;
  uid: string;
  ip: string;
  ready: boolean;
  restarts: number;
}

interface PodJson {
  metadata: { name: string; uid: string; deletionTimestamp?: string };
  status: {
    podIP?: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: { restartCount: number }[];
  };
}

/** One namespace of the cluster that KUBECONFIG names. */
export class Cluster {
  constructor(
    private readonly tools: Tools,
    readonly namespace: string,
  ) {}

  kubectl = (...args: string[]): Promise<string> => output(this.tools.kubectl, ['-n', this.namespace, ...args]);
  helm = (...args: string[]): Promise<string> => output(this.tools.helm, ['-n', this.namespace, ...args]);
  tryHelm = (...args: string[]): Promise<Result> => execute(this.tools.helm, ['-n', this.namespace, ...args]);

  apply = (...objects: object[]): Promise<string> =>
    output(
      this.tools.kubectl,
      ['-n', this.namespace, 'apply', '-f', '-'],
      objects.map((o) => stringify(o)).join('---\n'),
    );

  /** What the API server says to manifests without taking them. */
  dryRun = (manifests: string): Promise<Result> =>
    execute(this.tools.kubectl, ['-n', this.namespace, 'apply', '--dry-run=server', '-f', '-'], manifests);

  async pods(selector: string): Promise<Pod[]> {
    const { items } = JSON.parse(await this.kubectl('get', 'pods', '-l', selector, '-o', 'json')) as {
      items: PodJson[];
    };
    return items
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ metadata, status }) => ({
        name: metadata.name,
        uid: metadata.uid,
        ip: status.podIP ?? '',
        ready: status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false,
        restarts: status.containerStatuses?.[0]?.restartCount ?? 0,
      }));
  }

  /** Runs a script of the scripts folder in a pod and reads the JSON of its last line. */
  async script<T>(pod: string, script: string, args: string[] = [], input = ''): Promise<T> {
    const command = ['-n', this.namespace, 'exec', '-i', pod, '--', 'node', `/scripts/${script}.mjs`, ...args];
    const lines = (await output(this.tools.kubectl, command, input)).trim().split('\n');
    return JSON.parse(lines.at(-1) ?? '') as T;
  }
}
