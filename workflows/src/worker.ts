import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@fairlead/service-kit';
import { bundleWorkflowCode, DefaultLogger, type NativeConnection, Runtime, Worker } from '@temporalio/worker';

const BUNDLE = join(__dirname, 'workflow-bundle.js');

/** Sends Temporal's own messages into our log. */
export function installRuntime(logger: Logger): void {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => logger[levels[level]]({ temporal: meta }, message)),
    shutdownSignals: [],
  });
}

/** A worker for all our workflows; the bundle made at build time spares the bundling at start. */
export async function createWorker(options: {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  activities: object;
}): Promise<Worker> {
  const workflowBundle = existsSync(BUNDLE)
    ? { codePath: BUNDLE }
    : await bundleWorkflowCode({ workflowsPath: join(__dirname, 'workflows.js') });
  return Worker.create({
    ...options,
    workflowBundle,
    maxCachedWorkflows: 200,
    maxConcurrentWorkflowTaskExecutions: 10,
    maxConcurrentActivityTaskExecutions: 40,
    shutdownGraceTime: '5 seconds',
    shutdownForceTime: '8 seconds',
  });
}
