import { parse } from 'yaml';

export interface Section {
  title: string;
  text: string;
  parameters: { name: string; description: string; fallback: string }[];
}

/** Reads `@section`, `@descriptionStart … @descriptionEnd` and `@param` comments of a values file. */
export function readSections(values: string): Section[] {
  const defaults = parse(values) as unknown;
  const sections: Section[] = [];
  let describing = false;
  for (const raw of values.split('\n')) {
    const comment = /^\s*## ?(.*)$/.exec(raw)?.[1];
    if (comment === undefined) continue;
    const section = sections.at(-1);
    const [, tag = '', rest = ''] = /^@(\w+)\s*(.*)$/.exec(comment) ?? [];
    if (tag === 'section') sections.push({ title: rest, text: '', parameters: [] });
    else if (tag === 'descriptionStart') describing = true;
    else if (tag === 'descriptionEnd') describing = false;
    else if (tag === 'param') {
      const [, name = '', description = ''] = /^(\S+)\s+(.*)$/.exec(rest) ?? [];
      section?.parameters.push({ name, description, fallback: show(valueAt(defaults, name)) });
    } else if (describing && section) section.text = `${section.text} ${comment}`.trim();
  }
  return sections;
}

/** Paths of all values, a list or an empty map being one value. */
export function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0) {
    return [path];
  }
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}

function valueAt(values: unknown, path: string): unknown {
  let at = values;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(key in at)) throw new Error(`There is no value ${path}.`);
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function show(value: unknown): string {
  if (value === '') return '""';
  return typeof value === 'object' && Object.keys(value as object).length > 0
    ? 'see values.yaml'
    : JSON.stringify(value);
}
