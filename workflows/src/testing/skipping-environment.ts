import { temporalTestServerPath } from '@fairlead/local';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** What operations search by, with the server's numbers of their types: keyword and time. */
const SEARCH_ATTRIBUTES = {
  FairleadKind: 2,
  FairleadOwner: 2,
  FairleadTeam: 2,
  FairleadSubject: 2,
  FairleadState: 2,
  FairleadDue: 6,
};

/** A server that skips the time in which nothing happens, and all workflows in one bundle. */
export async function openSkippingEnvironment(): Promise<{
  env: TestWorkflowEnvironment;
  bundle: WorkflowBundleWithSourceMap;
}> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const executable = { type: 'existing-path' as const, path: await temporalTestServerPath() };
  const env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  // Search attributes are typed; the server knows none at first.
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: SEARCH_ATTRIBUTES,
  });
  const bundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows'),
    logger: new DefaultLogger('ERROR'),
  });
  return { env, bundle };
}
