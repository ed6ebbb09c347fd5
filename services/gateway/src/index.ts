export { type GatewayConfig, gatewayConfig } from './config';
export { startGateway } from './service';
