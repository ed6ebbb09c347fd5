import { assignmentConfig } from '@fairlead/assignment';
import { customerConfig } from '@fairlead/customer';
import { followUpConfig } from '@fairlead/follow-up';
import { gatewayConfig } from '@fairlead/gateway';
import { insightConfig } from '@fairlead/insight';
import { notificationConfig } from '@fairlead/notification';
import { baseConfig } from '@fairlead/service-kit';
import { workerConfig } from '@fairlead/workflows/dist/config';
import type { z } from 'zod';

/** What each role reads from its environment, for the tests of the chart and of compose. */
export const ROLE_CONFIGS: Record<string, z.ZodType> = {
  customer: customerConfig,
  assignment: assignmentConfig,
  'follow-up': followUpConfig,
  order: baseConfig,
  notification: notificationConfig,
  insight: insightConfig,
  worker: workerConfig,
  gateway: gatewayConfig,
};
