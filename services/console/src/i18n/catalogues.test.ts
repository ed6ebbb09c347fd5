import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLACES } from '../app/navigation';
import { PERIODS } from '../lib/period';
import { DUE_WINDOWS } from '../lib/process';
import { ORDERS } from '../lib/vocabulary';
import { COLUMN_IDS } from '../pages/customers/columns';
import { en } from './en';
import { firstLanguage } from './index';
import { findLiterals } from './testing/jsx-literals';
import { zh } from './zh';

type Tree = { [key: string]: string | Tree };

const flatten = (tree: Tree, prefix = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value]] : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  );

const english = flatten(en as unknown as Tree);
const chinese = flatten(zh as unknown as Tree);
const src = join(import.meta.dirname, '..');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|i18n\/(en|zh)\.ts/.test(file))
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }));

describe('the catalogues', () => {
  it('have equal keys', () => {
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
  });
  it('ask for equal values', () => {
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    for (const [key, text] of Object.entries(english)) {
      expect({ key, values: values(chinese[key] ?? '') }).toEqual({ key, values: values(text) });
    }
  });
  it('hold the words for every kind that the code builds a key of', () => {
    const kinds: Record<string, readonly string[]> = {
      nav: PLACES.map(({ id }) => id),
      column: ['name', ...COLUMN_IDS],
      sortedBy: Object.keys(ORDERS),
      period: PERIODS,
      'process.window': DUE_WINDOWS,
    };
    for (const [kind, ids] of Object.entries(kinds))
      expect(ids.filter((id) => !(`${kind}.${id}` in english))).toEqual([]);
  });
  it('hold every key that the code names', () => {
    const named = sources.flatMap(({ text }) => [...text.matchAll(/\bt\('([\w.]+)'/g)].map(([, key]) => key as string));
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter((key) => !(key in english))).toEqual([]);
  });
});

it('leaves no literal text in components', () => {
  const components = sources.filter(({ file }) => file.endsWith('.tsx'));
  expect(components.length).toBeGreaterThan(40);
  const found = components.flatMap(({ file, text }) =>
    findLiterals(text).map(({ where, text: said }) => `${file}: ${where} "${said}"`),
  );
  expect(found).toEqual([]);
});

it('starts in the language chosen before, else the browser’s', () => {
  expect(firstLanguage('zh', 'en-US')).toBe('zh');
  expect(firstLanguage(null, 'zh-CN')).toBe('zh');
  expect(firstLanguage(null, 'de-DE')).toBe('en');
  expect(firstLanguage('xx', 'en')).toBe('en');
});
