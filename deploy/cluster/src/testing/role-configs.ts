import { assignmentConfig } from '@fairlead/assignment';
import { customerConfig } from '@fairlead/customer';
import { followUpConfig } from '@fairlead/follow-up';
import { gatewayConfig } from '@fairlead/gateway';
import { insightConfig } from '@fairlead/insight';
import { notificationConfig } from '@fairlead/notification';
import { orderConfig } from '@fairlead/order';
import { workerConfig } from '@fairlead/workflows/dist/config';
import type { z } from 'zod';

/** What each role reads from its environment, for the tests of the chart and of compose. */
export const ROLE_CONFIGS: Record<string, z.ZodType> = {
  customer: customerConfig,
  assignment: assignmentConfig,
  'follow-up': followUpConfig,
  order: orderConfig,
  notification: notificationConfig,
  insight: insightConfig,
  worker: workerConfig,
  gateway: gatewayConfig,
};
