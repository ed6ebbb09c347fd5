// Prints what a browser loads before the first page is there, compressed; fails above the budget.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_KIB = 350;
const dist = join(import.meta.dirname, 'dist');
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const files = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
const kib = (bytes / 1024).toFixed(1);
console.log(`First load: ${kib} KiB compressed (JS and CSS, budget ${BUDGET_KIB} KiB).`);
if (files.length === 0 || bytes > BUDGET_KIB * 1024) process.exit(1);
