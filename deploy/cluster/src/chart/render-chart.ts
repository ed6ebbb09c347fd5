import { parseAllDocuments } from 'yaml';
import { CHART } from '../release';
import { execute } from '../tools/execute';

// biome-ignore lint/suspicious/noExplicitAny: manifests are read by path, each kind with its own form.
export type Manifest = any;

/** Renders the chart; throws helm's words when the values are refused. */
export async function renderChart(helm: string, ...flags: string[]): Promise<Manifest[]> {
  const { status, stdout, stderr } = await execute(helm, ['template', 'x', CHART, '--namespace', 'crm', ...flags]);
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).map((document) => document.toJS());
}

export const ofKind = (manifests: Manifest[], kind: string): Manifest[] =>
  manifests.filter((manifest) => manifest?.kind === kind);

export const named = (manifests: Manifest[], kind: string, name: string): Manifest =>
  ofKind(manifests, kind).find(({ metadata }) => metadata.name === name);
