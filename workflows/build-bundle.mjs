// Bundles the workflows once at build time: every worker then starts without webpack.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { bundleWorkflowCode, DefaultLogger } = createRequire(import.meta.url)('@temporalio/worker');
const { code } = await bundleWorkflowCode({
  workflowsPath: join(here, 'dist', 'workflows.js'),
  logger: new DefaultLogger('WARN'),
});
writeFileSync(join(here, 'dist', 'workflow-bundle.js'), code);
