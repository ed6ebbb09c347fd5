import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { assignmentConfig, startAssignmentService } from './service';

void runService(() => startAssignmentService(loadConfig(assignmentConfig)), createLogger('assignment'));
