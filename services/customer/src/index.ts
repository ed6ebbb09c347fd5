export { startCustomerService } from './service';
