export { startInsightService } from './service';
