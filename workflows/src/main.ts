import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { startWorkflowWorker, workerConfig } from './service';

void runService(() => startWorkflowWorker(loadConfig(workerConfig)), createLogger('workflows'));
