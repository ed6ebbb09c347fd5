import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { workerConfig } from './config';
import { startWorkflowWorker } from './service';

void runService(() => startWorkflowWorker(loadConfig(workerConfig)), createLogger('workflows'));
