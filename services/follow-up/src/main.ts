import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { followUpConfig, startFollowUpService } from './service';

void runService(() => startFollowUpService(loadConfig(followUpConfig)), createLogger('follow-up'));
