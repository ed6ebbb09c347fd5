import { createLogger, loadConfig } from '@fairlead/service-kit';
import { startWorkflowWorker, workerConfig } from './service';

/** Runs until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const logger = createLogger('workflows');
  try {
    const running = await startWorkflowWorker(loadConfig(workerConfig));
    let stopping = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (stopping) return;
        stopping = true;
        setTimeout(() => process.exit(1), 12_000).unref();
        void running.stop().then(() => process.exit(0));
      });
    }
  } catch (error) {
    logger.error({ err: error }, 'cannot start');
    process.exit(1);
  }
}

void main();
