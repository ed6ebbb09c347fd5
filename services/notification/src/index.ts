export { notificationConfig } from './config';
export { startNotificationService } from './service';
