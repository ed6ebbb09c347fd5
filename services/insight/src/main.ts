import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { insightConfig, startInsightService } from './service';

void runService(() => startInsightService(loadConfig(insightConfig)), createLogger('insight'));
