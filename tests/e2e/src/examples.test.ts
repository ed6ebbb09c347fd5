import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { delimiter, join } from 'node:path';
import { addClient, ROOT } from '@fairlead/local';
import { TestPlatform } from './support/platform';

/** Compiling Go for the first time on a busy machine is what takes long. */
const LONG = 600_000;
const CLIENT = 'shop';
const GO = [1, 25] as const;

/** Why the Go example cannot be tried here; undefined when it can. */
function goMissing(): string | undefined {
  const { status, stdout } = spawnSync('go', ['version'], {
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local' },
  });
  if (status !== 0) return 'there is no `go` on PATH';
  const [, major = 0, minor = 0] = (/go(\d+)\.(\d+)/.exec(stdout) ?? []).map(Number);
  const isOld = major < GO[0] || (major === GO[0] && minor < GO[1]);
  return isOld ? `go ${major}.${minor} is older than ${GO.join('.')}` : undefined;
}
const noGo = goMissing();
if (noGo) console.log(`The Go example is skipped: ${noGo}.`);

interface Example {
  folder: string;
  build: string[][];
  run: string[];
}
const typescript: Example = {
  folder: 'typescript',
  // What `npm run build` does there, with the packages of the workspace.
  build: [['buf', 'generate'], ['tsc']],
  run: ['node', 'dist/src/main.js'],
};
const python: Example = { folder: 'python', build: [['./generate.sh']], run: ['.venv/bin/python', 'main.py'] };
const go: Example = {
  folder: 'go',
  build: [
    ['go', 'generate', './...'],
    ['go', 'build', '-o', 'dist/example', '.'],
  ],
  run: ['dist/example'],
};

/** Promise: the examples that we hand to integrators work as they are. */
describe('the examples', () => {
  let at: TestPlatform;
  let secret: string;

  beforeAll(async () => {
    at = await TestPlatform.start(17);
    secret = addClient(at.dataDir, CLIENT, ['admin']) as string;
    await at.admin.post('/teams', { id: 'south', displayName: 'South' });
    await at.admin.post('/reps', { id: 'ann', displayName: 'Ann Lee', teamId: 'south' });
    const rule = { id: 'all', condition: 'true', teamIds: ['south'] };
    const { body } = await at.admin.post('/rule-sets', { rules: [rule], fallbackTeamId: 'south' });
    expect((await at.admin.post(`/rule-sets/${body.version}:publish`)).status).toBe(200);
  }, 120_000);
  afterAll(() => at?.stop(), 60_000);

  /** Runs a program in an example's folder to its end. */
  const run = ({ folder }: Example, [program, ...args]: string[], env: Record<string, string> = {}) =>
    new Promise<{ status: number | null; output: string; faults: string }>((resolve, reject) => {
      const PATH = [process.env.PATH, join(ROOT, 'node_modules', '.bin')].join(delimiter);
      const child = spawn(program as string, args, {
        cwd: join(ROOT, 'examples', folder),
        env: { ...process.env, PATH, PYTHONDONTWRITEBYTECODE: '1', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [output, faults] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (output += chunk));
      child.stderr.on('data', (chunk: Buffer) => (faults += chunk));
      child.once('error', reject);
      child.once('close', (status) => resolve({ status, output, faults }));
    });

  const environment = (leadName: string, clientSecret = secret) => ({
    FAIRLEAD_URL: at.platform.url,
    FAIRLEAD_CUSTOMER_ADDRESS: `127.0.0.1:${at.port('customer')}`,
    FAIRLEAD_CLIENT_ID: CLIENT,
    FAIRLEAD_CLIENT_SECRET: clientSecret,
    FAIRLEAD_LEAD_NAME: leadName,
  });

  async function tryOut(example: Example): Promise<void> {
    for (const step of example.build) {
      const { status, output, faults } = await run(example, step);
      expect({ step, status, said: status === 0 ? '' : output + faults }).toEqual({ step, status: 0, said: '' });
    }
    const name = `Example ${randomUUID().slice(0, 8)}`;
    const { status, output, faults } = await run(example, example.run, environment(name));
    expect({ status, faults }).toEqual({ status: 0, faults: '' });
    const lines = output.trim().split('\n');
    const id = /^created lead (\S+), once for two sends$/.exec(lines[1] ?? '')?.[1];
    expect(lines.map((line) => line.replace(/^event \d+ /, 'event '))).toEqual([
      `signed in as ${CLIENT}`,
      `created lead ${id}, once for two sends`,
      'event crm.customer.lead.created.v1',
      'event crm.customer.ownership.applied.v1',
      'assigned to ann',
      `found ${name} (${id})`,
    ]);
    expect((await at.admin.get(`/customers/${id}`)).body).toMatchObject({ displayName: name, source: 'example' });
    const wrong = await run(example, example.run, environment(name, 'wrong'));
    expect(wrong).toMatchObject({ status: 1, output: '', faults: expect.stringMatching(/^sign in: .*401/) });
    const unset = await run(example, example.run, { ...environment(name), FAIRLEAD_CLIENT_ID: '' });
    expect(unset).toMatchObject({ status: 1, faults: expect.stringMatching(/^set FAIRLEAD_CLIENT_ID/) });
  }

  it('in TypeScript works', () => tryOut(typescript), LONG);
  it('in Python works', () => tryOut(python), LONG);
  (noGo ? it.skip : it)('in Go works', () => tryOut(go), LONG);
});
