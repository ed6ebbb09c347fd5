import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHART } from '../release';
import { readSections } from './parameters';
import { renderReadme } from './render';

/** `npm run charts:readme [-- --check]`: writes the chart's list of parameters, or says that it is out of date. */
function main(): void {
  const path = join(CHART, 'README.md');
  const readme = readFileSync(path, 'utf8');
  const rendered = renderReadme(readme, readSections(readFileSync(join(CHART, 'values.yaml'), 'utf8')));
  if (rendered === readme) return;
  if (process.argv.includes('--check')) {
    console.error('charts/fairlead/README.md is out of date: run `npm run charts:readme`.');
    process.exit(1);
  }
  writeFileSync(path, rendered);
}

main();
