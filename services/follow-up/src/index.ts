export { type FollowUpConfig, followUpConfig, startFollowUpService } from './service';
