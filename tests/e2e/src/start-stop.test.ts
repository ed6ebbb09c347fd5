import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, secretFiles } from '@fairlead/local';
import { eventually } from './support/eventually';
import { usePorts } from './support/platform';
import { Rest } from './support/rest';

/** Promise: it starts by one command, stops cleanly, and finds its data again. */
describe('npm start', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fairlead-start-'));
  const running: ChildProcess[] = [];
  beforeAll(() => usePorts(7));
  afterAll(() => {
    for (const child of running) if (child.exitCode === null) child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  function start(env: Record<string, string> = {}) {
    // A group of its own, as a shell gives it: Ctrl-C goes to the whole group.
    const child = spawn(process.execPath, [join(ROOT, 'deploy/local/dist/cli/start.js')], {
      env: { ...process.env, FAIRLEAD_DATA_DIR: dataDir, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    const state = { child, output: '' };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (state.output += chunk));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { state, ended };
  }
  const url = () => `http://127.0.0.1:${Number(process.env.FAIRLEAD_PORT_BASE) + 30}`;
  const signIn = async () => {
    const rest = new Rest(url());
    await rest.signIn('admin', readFileSync(secretFiles(dataDir).adminPassword, 'utf8').trim());
    return rest;
  };

  it('is ready, stops in order on Ctrl-C, and finds its data at the second start', async () => {
    const first = start();
    await eventually(async () => first.state.output.includes('Fairlead is ready'), { ms: 60_000, what: 'The start' });
    const admin = await signIn();
    await admin.post('/teams', { id: 'south', displayName: 'South' });
    const { body: lead } = await admin.post('/leads', { displayName: 'Kept' });
    process.kill(-(first.state.child.pid as number), 'SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.state.output).toContain('stopped');
    expect(first.state.output).not.toContain('died');

    const second = start();
    await eventually(async () => second.state.output.includes('Fairlead is ready'), {
      ms: 60_000,
      what: 'The second start',
    });
    expect((await (await signIn()).get(`/customers/${lead.id}`)).body.displayName).toBe('Kept');

    const third = start();
    expect(await third.ended).toBe(1);
    expect(third.state.output.trim()).toMatch(/^Fairlead runs on .* already \(process \d+\); stop it first\.$/);
    process.kill(-(second.state.child.pid as number), 'SIGTERM');
    expect(await second.ended).toBe(0);
  }, 180_000);

  it('says in one sentence which port is taken', async () => {
    const server = createServer().listen(Number(process.env.FAIRLEAD_PORT_BASE) + 1, '127.0.0.1');
    const { state, ended } = start();
    expect(await ended).toBe(1);
    expect(state.output.trim()).toMatch(
      /^Port \d+ of customer is taken; free it, or choose others by FAIRLEAD_PORT_BASE\.$/,
    );
    server.close();
  }, 60_000);
});
