import { baseConfig, port } from '@fairlead/service-kit';
import { z } from 'zod';

/** What the worker reads from the environment. */
export const workerConfig = baseConfig.extend({
  GRPC_PORT: port(0),
  ASSIGNMENT_ADDRESS: z.string().min(1),
  CUSTOMER_ADDRESS: z.string().min(1),
  FOLLOW_UP_ADDRESS: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TASK_QUEUE: z.string().default('fairlead'),
  RECONCILE_INTERVAL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
});
