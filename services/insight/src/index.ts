export { insightConfig, startInsightService } from './service';
