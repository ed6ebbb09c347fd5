// Gathers the .proto files (ours and those from packages), generates TypeScript and the descriptor image, compiles.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const packageDir = (name) => dirname(require.resolve(`${name}/package.json`));
const bin = (name) => join(here, '..', 'node_modules', '.bin', name);
const env = { ...process.env, PATH: `${join(here, '..', 'node_modules', '.bin')}${delimiter}${process.env.PATH}` };
const run = (command, args) => execFileSync(command, args, { cwd: here, stdio: 'inherit', env });

const protoDir = join(here, 'gen', 'proto');
rmSync(join(here, 'gen'), { recursive: true, force: true });
mkdirSync(protoDir, { recursive: true });
cpSync(join(here, 'crm'), join(protoDir, 'crm'), { recursive: true });
// Third-party files stay in their packages; the image must hold every service that a server lists by reflection.
cpSync(
  join(packageDir('grpc-health-check'), 'proto', 'health', 'v1', 'health.proto'),
  join(protoDir, 'grpc', 'health', 'v1', 'health.proto'),
);
cpSync(join(packageDir('google-proto-files'), 'google', 'rpc'), join(protoDir, 'google', 'rpc'), {
  recursive: true,
  filter: (source) =>
    !/google\/rpc\/.+\//.test(source) &&
    (!source.includes('.') || /(error_details|status|code)\.proto$/.test(source) || !source.endsWith('.proto')),
});

// A module of its own: the linted one above holds our files only.
writeFileSync(join(protoDir, 'buf.yaml'), 'version: v2\n');
run(bin('buf'), ['build', protoDir, '-o', join(here, 'gen', 'image.binpb')]);
run(bin('buf'), ['generate', '--template', 'buf.gen.yaml']);

/** One namespace per proto package, so that equal message names of two services never meet. */
const namespaces = {
  common: 'common',
  event: 'event',
  customer: 'customer',
  assignment: 'assignment',
  followup: 'followup',
  order: 'order',
  notification: 'notification',
  insight: 'insight',
  workflow: 'workflow',
};
const lines = [];
for (const [folder, namespace] of Object.entries(namespaces)) {
  const files = readdirSync(join(here, 'crm', folder, 'v1')).filter((f) => f.endsWith('.proto'));
  const barrel = files.map((f) => `export * from '../gen/src/crm/${folder}/v1/${f.replace('.proto', '')}';`).join('\n');
  writeFileSync(join(here, 'gen', `${folder}.ts`), `${barrel.replaceAll('../gen/', './')}\n`);
  lines.push(`export * as ${namespace} from './${folder}';`);
}
lines.push("export * from './events';");
cpSync(join(here, 'src'), join(here, 'gen'), { recursive: true });
writeFileSync(join(here, 'gen', 'index.ts'), `${lines.join('\n')}\n`);
run(bin('tsc'), ['-b']);
