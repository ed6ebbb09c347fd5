import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDocumentStore, findTemporal, PartError, ROOT, run } from '@fairlead/local';
import type { Options } from './options';
import { output } from './tools/execute';

export const TAG = 'check';
export const IMAGE = 'localhost/fairlead';
export const STAND_INS = `localhost/fairlead-stand-ins:${TAG}`;

const BUILD = join(ROOT, 'deploy', 'docker', 'build-image.mjs');

/** Builds our image and the stand-ins' from the built tree and brings both into the cluster. */
export async function bringImages(options: Options, log: (line: string) => void): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'fairlead-images-'));
  try {
    const ours = join(work, 'fairlead.tar');
    await run(process.execPath, [BUILD, '--base', options.base, '--tag', `${IMAGE}:${TAG}`, '--output', ours]);
    await importImage(options.importCommand, ours);
    log('the image of the services is in the cluster');
    const layer = join(work, 'layer');
    await layOutStandIns(layer, log);
    const standIns = join(work, 'stand-ins.tar');
    const flags = ['--base', options.base, '--layer', layer, '--tag', STAND_INS, '--output', standIns];
    await run(process.execPath, [BUILD, ...flags]);
    await importImage(options.importCommand, standIns);
    log('the image of the stand-ins is in the cluster');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A Java runtime with the document store, and Temporal's dev server. */
async function layOutStandIns(layer: string, log: (line: string) => void): Promise<void> {
  const part = await findDocumentStore(log);
  if (part.kind !== 'java') throw new PartError('The stand-in is the Java document store; take mongod off the PATH.');
  mkdirSync(join(layer, 'opt', 'store'), { recursive: true });
  const modules = 'java.se,jdk.unsupported';
  const small = ['--no-header-files', '--no-man-pages', '--compress', '1'];
  await run('jlink', ['--add-modules', modules, ...small, '--output', join(layer, 'opt', 'java')]);
  const [classes = '', libraries = ''] = part.classPath.split(':');
  cpSync(classes, join(layer, 'opt', 'store', 'classes'), { recursive: true });
  cpSync(libraries.replace(/\/\*$/, ''), join(layer, 'opt', 'store', 'lib'), { recursive: true });
  cpSync(await findTemporal(log), join(layer, 'opt', 'temporal'));
}

const importImage = (command: string, file: string): Promise<string> =>
  output('sh', ['-c', `${command} "$1"`, 'sh', file]);
