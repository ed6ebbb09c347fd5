// Makes the image without a daemon, from the built tree:
//   node deploy/docker/build-image.mjs --base ROOTFS_DIR --tag fairlead:0.1.0 --output image.tar
// With --layer DIR that folder takes the place of our code, for images of other programs on the same base.
// ROOTFS_DIR is an unpacked root file system with Node.js ≥ 20.19 in it. The output is what `docker load`, `kind load
// image-archive` and `ctr images import` take. Run as root, so that the base keeps its owners.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const docker = dirname(fileURLToPath(import.meta.url));
const root = join(docker, '..', '..');
const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    layer: { type: 'string' },
    tag: { type: 'string' },
    output: { type: 'string' },
  },
});
if (!values.base || !values.tag || !values.output) {
  console.error('Usage: build-image.mjs --base ROOTFS_DIR --tag NAME:TAG --output FILE.tar');
  process.exit(2);
}

function run(program, args) {
  const { status } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed.`);
}

/** One folder as a layer, the same bytes for the same content. */
function pack(dir, file, owner) {
  const order = ['--sort=name', '--numeric-owner', ...(owner ? ['--owner=0', '--group=0', '--mtime=@0'] : [])];
  run('tar', ['-C', dir, ...order, '-cf', file, '.']);
}

async function sha256(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** The layer of the packages is kept: it changes with the lock file only. */
function packDependencies(work) {
  const key = createHash('sha256');
  for (const file of ['package-lock.json', 'deploy/docker/stage.mjs', 'deploy/docker/workspaces.txt']) {
    key.update(readFileSync(join(root, file)));
  }
  const cache = process.env.FAIRLEAD_PARTS_DIR ?? join(root, '.fairlead', 'parts');
  const file = join(cache, `image-dependencies-${key.digest('hex').slice(0, 12)}.tar`);
  if (existsSync(file)) return file;
  run(process.execPath, [join(docker, 'stage.mjs'), 'dependencies', work]);
  mkdirSync(cache, { recursive: true });
  pack(join(work, 'dependencies'), `${file}.tmp`, true);
  renameSync(`${file}.tmp`, file);
  return file;
}

const work = mkdtempSync(join(tmpdir(), 'fairlead-image-'));
try {
  const layers = [];
  const add = async (name, file) => {
    const digest = await sha256(file);
    run('ln', ['-s', resolve(file), join(work, `${name}.tar`)]);
    layers.push({ name: `${name}.tar`, diffId: `sha256:${digest}` });
  };
  pack(resolve(values.base), join(work, 'base-layer'), false);
  await add('base', join(work, 'base-layer'));
  if (values.layer) {
    pack(resolve(values.layer), join(work, 'given-layer'), true);
    await add('given', join(work, 'given-layer'));
  } else {
    await add('dependencies', packDependencies(work));
    run(process.execPath, [join(docker, 'stage.mjs'), 'app', work]);
    pack(join(work, 'app'), join(work, 'app-layer'), true);
    await add('code', join(work, 'app-layer'));
  }
  const ours = { WorkingDir: '/app', Entrypoint: ['/app/entrypoint.sh'], Cmd: ['gateway'] };
  const config = {
    architecture: { x64: 'amd64', arm64: 'arm64' }[process.arch],
    os: 'linux',
    config: {
      User: '1000:1000',
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NODE_ENV=production'],
      ...(values.layer ? {} : ours),
    },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
  };
  writeFileSync(join(work, 'config.json'), JSON.stringify(config));
  const names = layers.map(({ name }) => name);
  const manifest = [{ Config: 'config.json', RepoTags: [values.tag], Layers: names }];
  writeFileSync(join(work, 'manifest.json'), JSON.stringify(manifest));
  run('tar', ['-C', work, '--dereference', '-cf', resolve(values.output), 'manifest.json', 'config.json', ...names]);
  console.log(`${values.tag} is in ${values.output}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
