import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '@fairlead/local';
import type { LoadPlatform } from './platform';

export interface ProbeSize {
  documents: number;
  /** Heap that the index takes; 0 when it lies in another process. */
  indexBytes: number;
}

/** The customer service's own measuring program beside the service: its engine and its lookup without gRPC. */
export class LookupProbe {
  private constructor(
    readonly size: ProbeSize,
    private readonly child: ReturnType<typeof start>,
    private readonly lines: AsyncIterator<string>,
  ) {}

  static async start(at: LoadPlatform): Promise<LookupProbe> {
    const child = start(at);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done) throw new Error('The measuring program of the customer service did not start.');
    return new LookupProbe(JSON.parse(first.value) as ProbeSize, child, lines);
  }

  /** Milliseconds for one query: of the engine, and of the service without gRPC. */
  async ask(query: string, principal: object): Promise<{ engineMs: number; serviceMs: number }> {
    this.child.stdin.write(`${JSON.stringify({ query, principal })}\n`);
    const { done, value } = await this.lines.next();
    if (done) throw new Error('The measuring program of the customer service ended.');
    return JSON.parse(value);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.stdin.end();
    await ended;
  }
}

function start({ platform }: LoadPlatform) {
  const program = join(ROOT, 'services/customer/dist/measure-lookup.js');
  const heap = `--max-old-space-size=${process.env.FAIRLEAD_SERVICE_HEAP_MB}`;
  const localStore = String(platform.ports['document-store'] !== undefined);
  return spawn(process.execPath, ['--expose-gc', heap, '--max-semi-space-size=8', program], {
    env: { ...process.env, MONGODB_URI: platform.mongoUri, MONGODB_LOCAL_STORE: localStore, LOG_LEVEL: 'error' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}
