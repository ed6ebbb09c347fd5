import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { orderConfig, startOrderService } from './service';

void runService(() => startOrderService(loadConfig(orderConfig)), createLogger('order'));
