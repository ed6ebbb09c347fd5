// `npm run reference`: renders the gRPC reference from the descriptor image, whose comments come from the protos.
// Status 1, and no pages, when something is not explained.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commentsOf } from './comments.mjs';
import { explained, fullName, packagesOf } from './packages.mjs';
import { index, page } from './render.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { values } = parseArgs({
  options: {
    image: { type: 'string', default: join(root, 'proto', 'gen', 'image.binpb') },
    out: { type: 'string', default: join(root, 'docs', 'api', 'reference') },
  },
});
if (!existsSync(values.image)) {
  console.error('There is no descriptor image yet; `npm run build` makes it.');
  process.exit(1);
}
const packages = packagesOf(readFileSync(values.image));
const comment = commentsOf(packages.flatMap(({ files }) => files));
const all = packages.flatMap(explained);
const silent = all.filter((desc) => comment(desc) === '').map(fullName);
if (silent.length > 0) {
  for (const name of silent) console.error(`${name} has no comment.`);
  // Not exit(): what is written to a pipe would be cut off.
  process.exitCode = 1;
} else {
  write(resolve(values.out));
}

function write(out) {
  const known = new Set(packages.flatMap(({ messages, enums }) => [...messages, ...enums]).map(fullName));
  mkdirSync(out, { recursive: true });
  // Pages of packages that are no longer there; whatever else lies in the folder is not ours to remove.
  for (const name of readdirSync(out)) if (/^crm\..*\.md$/.test(name)) rmSync(join(out, name));
  for (const each of packages) writeFileSync(join(out, `${each.name}.md`), page(each, comment, known));
  writeFileSync(join(out, 'README.md'), index(packages));
  console.log(`${packages.length} packages, ${all.length} things explained: ${relative(process.cwd(), out)}/README.md`);
}
