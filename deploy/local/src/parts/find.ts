import { access, constants, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The program's path when it is on PATH. */
export async function onPath(name: string): Promise<string | undefined> {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(dir, name);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

export const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The first file with this name below a folder. */
export async function findFile(dir: string, name: string): Promise<string | undefined> {
  for (const entry of await readdir(dir, { withFileTypes: true }).catch(() => [])) {
    const path = join(dir, entry.name);
    if (entry.isFile() && entry.name === name) return path;
    const inner = entry.isDirectory() ? await findFile(path, name) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/**
 * Makes a folder once: `make` fills a temporary folder that becomes the real one by a rename, so that a half-made one
 * is never taken for whole. Of two processes that make it at once one wins, the other uses what won.
 */
export async function makeOnce(dir: string, make: (temporary: string) => Promise<void>): Promise<void> {
  if (await stat(dir).catch(() => undefined)) return;
  const temporary = `${dir}.${process.pid}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    await make(temporary);
    await rename(temporary, dir).catch(async (error) => {
      if (!(await stat(dir).catch(() => undefined))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
