import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { notificationConfig } from './config';
import { startNotificationService } from './service';

void runService(() => startNotificationService(loadConfig(notificationConfig)), createLogger('notification'));
