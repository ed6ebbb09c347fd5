export { type OrderConfig, orderConfig, startOrderService } from './service';
