import { join } from 'node:path';
import type { Logger } from '@fairlead/service-kit';
import { DefaultLogger, type NativeConnection, Runtime, Worker } from '@temporalio/worker';

/** Made at build time, so that a worker starts without bundling; the traced one holds the interceptors as well. */
const bundleFile = (traced: boolean) => join(__dirname, traced ? 'workflow-bundle-traced.js' : 'workflow-bundle.js');

/** Sends Temporal's own messages into our log. */
export function installRuntime(logger: Logger): void {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => logger[levels[level]]({ temporal: meta }, message)),
    shutdownSignals: [],
  });
}

/** A worker for all our workflows. */
export async function createWorker(options: {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  activities: object;
  traced: boolean;
}): Promise<Worker> {
  const { traced, ...rest } = options;
  return Worker.create({
    ...rest,
    workflowBundle: { codePath: bundleFile(traced) },
    maxCachedWorkflows: 200,
    maxConcurrentWorkflowTaskExecutions: 10,
    maxConcurrentActivityTaskExecutions: 40,
    shutdownGraceTime: '5 seconds',
    shutdownForceTime: '8 seconds',
  });
}
