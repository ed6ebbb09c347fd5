// Lays out what a layer of the image holds: `stage.mjs dependencies DIR` installs the production packages of the
// services into DIR/dependencies/app, `stage.mjs app DIR` copies their built code into DIR/app/app.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const docker = join(root, 'deploy', 'docker');
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Workspaces that run in the image; one that is not there is left out. */
const workspaces = readFileSync(join(docker, 'workspaces.txt'), 'utf8')
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path, 'package.json')));

/** Every workspace of the lock file: npm refuses to install when one is missing. */
const locked = Object.entries(json(join(root, 'package-lock.json')).packages)
  .map(([path]) => path)
  .filter((path) => path !== '' && !path.includes('node_modules'));

function stageDependencies(target) {
  for (const path of ['', ...locked]) {
    mkdirSync(join(target, path), { recursive: true });
    cpSync(join(root, path, 'package.json'), join(target, path, 'package.json'));
  }
  cpSync(join(root, 'package-lock.json'), join(target, 'package-lock.json'));
  const chosen = workspaces.flatMap((path) => ['-w', path]);
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', ['ci', ...flags, ...chosen], { cwd: target, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci failed.');
  for (const path of locked)
    if (!workspaces.includes(path)) rmSync(join(target, path), { recursive: true, force: true });
  rmSync(join(target, 'package-lock.json'));
  keepOwnPlatform(join(target, 'node_modules', '@temporalio', 'core-bridge', 'releases'));
}

/** Temporal's package carries a library for every platform, 30 MB each. */
function keepOwnPlatform(releases) {
  const arch = { x64: 'x86_64', arm64: 'aarch64' }[process.arch];
  for (const name of existsSync(releases) ? readdirSync(releases) : []) {
    if (!(name.startsWith(`${arch}-`) && name.includes('linux-gnu'))) rmSync(join(releases, name), { recursive: true });
  }
}

const isCode = (path) => !/\.(map|d\.ts|tsbuildinfo)$|\.test\.js$/.test(path);

function stageApp(target) {
  mkdirSync(target, { recursive: true });
  cpSync(join(docker, 'entrypoint.sh'), join(target, 'entrypoint.sh'));
  for (const path of workspaces) {
    const dist = join(root, path, 'dist');
    if (!existsSync(dist)) throw new Error(`${path} is not built.`);
    cpSync(join(root, path, 'package.json'), join(target, path, 'package.json'));
    cpSync(dist, join(target, path, 'dist'), { recursive: true, filter: isCode });
  }
  cpSync(join(root, 'proto', 'gen', 'image.binpb'), join(target, 'proto', 'gen', 'image.binpb'));
  const console = join('services', 'console', 'dist');
  cpSync(join(root, console), join(target, console), { recursive: true });
}

const steps = { dependencies: stageDependencies, app: stageApp };
const [step, dir] = process.argv.slice(2);
if (!(step in steps) || !dir) {
  console.error('Usage: stage.mjs dependencies|app DIR');
  process.exit(2);
}
const target = resolve(dir, step, 'app');
rmSync(target, { recursive: true, force: true });
steps[step](target);
