import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '../../dist/main.js');

/** The notification service as a process of its own, to be killed. */
export class SenderProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly crashLog: string,
  ) {}

  /** `crashPoint`: where it kills itself, e.g. `after-send:2`. */
  static start(config: object, values: Record<string, unknown> = {}, crashPoint?: string): SenderProcess {
    const given = Object.entries({ ...config, GRPC_PORT: 0, ...values });
    const env = Object.fromEntries(given.map(([name, value]) => [name, String(value ?? '')]));
    const crashLog = join(mkdtempSync(join(tmpdir(), 'fairlead-kill-')), 'crashes');
    const crash = crashPoint ? { CRASH_POINT: crashPoint, CRASH_LOG_FILE: crashLog } : {};
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH ?? '', ...env, ...crash },
      stdio: 'ignore',
    });
    return new SenderProcess(child, crashLog);
  }

  /** Waits until it has reached its crash point and is dead. */
  async crashed(): Promise<void> {
    if (this.child.signalCode === null) await once(this.child, 'exit');
    if (this.child.signalCode !== 'SIGKILL' || !existsSync(this.crashLog)) {
      throw new Error(`It ended otherwise: ${this.child.signalCode ?? this.child.exitCode}`);
    }
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null) throw new Error(`It ended by itself with ${this.child.exitCode}.`);
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
