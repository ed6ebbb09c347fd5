import { proxyActivities } from '@temporalio/workflow';
import type { ReconcilerActivities } from './activities';

const activities = proxyActivities<ReconcilerActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 10 },
});

/** One pass over all open obligations and running clocks; started by a schedule. */
export const reconcileObligations = () => activities.reconcile();
