import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CHART } from '../release';
import { leavesOf, readSections } from './parameters';
import { renderReadme } from './render';

const values = readFileSync(join(CHART, 'values.yaml'), 'utf8');

describe('the list of parameters', () => {
  it('is what values.yaml says', () => {
    const readme = readFileSync(join(CHART, 'README.md'), 'utf8');
    expect(renderReadme(readme, readSections(values))).toBe(readme);
  });

  it('names every value', () => {
    const named = readSections(values).flatMap(({ parameters }) => parameters.map(({ name }) => name));
    const unnamed = leavesOf(parse(values)).filter(
      (leaf) => !named.some((name) => leaf === name || leaf.startsWith(`${name}.`)),
    );
    expect(unnamed).toEqual([]);
  });

  it('refuses a parameter that is not there', () => {
    expect(() => readSections('## @section A\n## @param b.c Words.\nb: {}\n')).toThrow('b.c');
  });
});
