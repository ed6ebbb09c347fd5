export { startNotificationService } from './service';
