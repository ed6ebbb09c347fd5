// Bundles the workflows once at build time, without and with tracing: every worker then starts without webpack.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');
const tracing = require.resolve('@temporalio/interceptors-opentelemetry-v2/lib/workflow-interceptors');
const bundles = { 'workflow-bundle.js': [], 'workflow-bundle-traced.js': [tracing] };

for (const [file, workflowInterceptorModules] of Object.entries(bundles)) {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(here, 'dist', 'workflows.js'),
    workflowInterceptorModules,
    logger: new DefaultLogger('WARN'),
  });
  writeFileSync(join(here, 'dist', file), code);
}
