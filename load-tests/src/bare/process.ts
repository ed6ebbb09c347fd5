import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort, isListening, waitFor } from '@fairlead/local';

const READY_MS = 60_000;

/** The bare server as a process of its own, as the services are. */
export class BareProcess {
  private constructor(
    readonly address: string,
    /** From the start of the process until it listened. */
    readonly startMs: number,
    private readonly child: ReturnType<typeof spawn>,
  ) {}

  static async start(mongoUri: string): Promise<BareProcess> {
    const port = await freePort();
    const started = performance.now();
    const child = spawn(process.execPath, [join(__dirname, 'server.js'), String(port), mongoUri], {
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const alive = () => child.exitCode === null;
    await waitFor(() => isListening(port), { ms: READY_MS, message: 'The bare server did not start.', alive });
    return new BareProcess(`127.0.0.1:${port}`, performance.now() - started, child);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
