import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { customerConfig, startCustomerService } from './service';

void runService(() => startCustomerService(loadConfig(customerConfig)), createLogger('customer'));
