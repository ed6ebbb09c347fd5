export { customerConfig, startCustomerService } from './service';
