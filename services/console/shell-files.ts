import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the build, as Vite's own list of them describes it. */
interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

/** A file that the service worker may keep, as workbox lists it. */
interface Listed {
  url: string;
  revision: string | null;
  size: number;
}

/** What has to be there without a network: the first page and the pages on which visits are written. */
const ENTRIES = ['index.html', 'src/pages/visits/visits-page.tsx', 'src/pages/visits/visit-page.tsx'];

/** The built files of some entries, with everything that they import before they run; lazily loaded pages are not among them. */
export function filesOf(chunks: Record<string, Chunk>, entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = chunks[name];
    if (!chunk) throw new Error(`The build has no ${name}.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const entry of entries) visit(entry);
  return files;
}

/** Leaves the shell in the list of files that the service worker keeps. */
export const shellOnly = async (found: Listed[]) => {
  const list = readFileSync(join(import.meta.dirname, 'dist/.vite/manifest.json'), 'utf8');
  const shell = filesOf(JSON.parse(list) as Record<string, Chunk>, ENTRIES);
  return { manifest: found.filter(({ url }) => !url.startsWith('assets/') || shell.has(url)), warnings: [] };
};
