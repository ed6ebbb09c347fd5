import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { notificationConfig, startNotificationService } from './service';

void runService(() => startNotificationService(loadConfig(notificationConfig)), createLogger('notification'));
