import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort, waitFor } from '@fairlead/local';

const REGISTER = join(__dirname, '..', '..', 'dist', 'telemetry', 'register.js');
const METRICS = join(__dirname, '..', '..', 'dist', 'telemetry', 'metrics.js');

/** Runs a script behind `--require register.js` and answers what it wrote. */
function run(script: string, env: Record<string, string>, during?: () => Promise<void>): Promise<string> {
  const child = spawn(process.execPath, ['--require', REGISTER, '-e', script], {
    env: { PATH: process.env.PATH, ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk));
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(output)));
  if (!during) return ended;
  return during()
    .finally(() => child.kill('SIGKILL'))
    .then(() => ended);
}

describe('register', () => {
  it('loads nothing when neither a port nor an endpoint is given', async () => {
    const script = 'console.log(Object.keys(require.cache).filter((file) => file.includes("opentelemetry")).length)';
    expect((await run(script, {})).trim()).toBe('0');
  });

  it('serves what was measured on METRICS_PORT', async () => {
    const port = await freePort();
    const script = `require(${JSON.stringify(METRICS)}).durationHistogram('fairlead.grpc.server.duration', 'x').record(0.02, {method: 'a/B', code: 'OK'}); setTimeout(() => {}, 20000)`;
    await run(script, { METRICS_PORT: String(port) }, async () => {
      const read = () => fetch(`http://127.0.0.1:${port}/metrics`).then((response) => response.text());
      await waitFor(
        () =>
          read().then(
            () => true,
            () => false,
          ),
        { ms: 15_000, message: 'no metrics' },
      );
      expect(await read()).toMatch(/fairlead_grpc_server_duration_count\{method="a\/B",code="OK".*\} 1/);
    });
  });
});
