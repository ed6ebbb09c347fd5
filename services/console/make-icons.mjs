// Draws the app's icons from our own SVG files, by a browser: `node make-icons.mjs` after a change of the mark.
// The pictures are committed, so that a build needs neither a browser nor a library for pictures.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const browser = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const files = join(import.meta.dirname, 'public');
const work = mkdtempSync(join(tmpdir(), 'fairlead-icons-'));

for (const [name, source] of [
  ['app', 'mark.svg'],
  ['maskable', 'icons/maskable.svg'],
]) {
  for (const size of [192, 512]) {
    const svg = readFileSync(join(files, source), 'utf8').replace('<svg ', `<svg width="${size}" height="${size}" `);
    const page = join(work, `${name}.html`);
    writeFileSync(page, `<body style="margin:0;background:transparent;line-height:0">${svg}</body>`);
    execFileSync(browser, [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-device-scale-factor=1'],
      ...['--default-background-color=00000000', `--user-data-dir=${join(work, 'profile')}`],
      ...[`--window-size=${size},${size}`, `--screenshot=${join(files, 'icons', `${name}-${size}.png`)}`],
      `file://${page}`,
    ]);
  }
}
rmSync(work, { recursive: true, force: true });
