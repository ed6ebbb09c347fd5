import { createLogger, loadConfig, runService } from '@fairlead/service-kit';
import { gatewayConfig } from './config';
import { startGateway } from './service';

void runService(() => startGateway(loadConfig(gatewayConfig)), createLogger('gateway'));
