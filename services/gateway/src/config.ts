import { drainDelayMs, flag, metricsPort, port } from '@fairlead/service-kit';
import { z } from 'zod';

/** What the gateway reads from the environment. */
export const gatewayConfig = z.object({
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: port(8080),
  /** How people reach the gateway; also the issuer of its tokens. */
  PUBLIC_URL: z.url().default('http://127.0.0.1:8080'),
  SERVICE_KEY_FILE: z.string().min(1),
  USER_ISSUER: z.string().min(1),
  USER_AUDIENCE: z.string().default('fairlead'),
  USER_JWKS_FILE: z.string().optional(),
  USER_JWKS_URI: z.url().optional(),
  /** Private key of the built-in issuer; without it people sign in elsewhere. */
  ISSUER_KEY_FILE: z.string().optional(),
  USERS_FILE: z.string().optional(),
  CONSOLE_DIR: z.string().optional(),
  CUSTOMER_ADDRESS: z.string().min(1),
  ASSIGNMENT_ADDRESS: z.string().min(1),
  FOLLOW_UP_ADDRESS: z.string().min(1),
  ORDER_ADDRESS: z.string().min(1),
  NOTIFICATION_ADDRESS: z.string().min(1),
  INSIGHT_ADDRESS: z.string().min(1),
  WORKFLOWS_ADDRESS: z.string().min(1),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  TRUST_PROXY: flag(false),
  DRAIN_DELAY_MS: drainDelayMs,
  METRICS_PORT: metricsPort,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});
export type GatewayConfig = z.infer<typeof gatewayConfig>;
