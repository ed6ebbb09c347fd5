import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Raised when the environment does not fit a schema; the message names every fault. */
export class ConfigError extends Error {}

/** `true`/`false` in an environment variable. */
export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');

/** A TCP port; 0 lets the system choose. */
export const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);

/** How long a process that was told to stop still takes calls while others learn that it is going away. */
export const drainDelayMs = z.coerce.number().int().min(0).max(60_000).default(0);

/** Port of the Prometheus endpoint; telemetry/register.ts opens it before anything else is loaded. */
export const metricsPort = z.coerce.number().int().min(1).max(65535).optional();

/** What every service process reads; a service's own schema extends it. */
export const baseConfig = z.object({
  GRPC_HOST: z.string().default('127.0.0.1'),
  GRPC_PORT: port(0),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://'),
  MONGODB_DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/)
    .optional(),
  MONGODB_LOCAL_STORE: flag(false),
  SERVICE_KEY_FILE: z.string().min(1),
  USER_ISSUER: z.string().min(1),
  USER_AUDIENCE: z.string().default('fairlead'),
  USER_JWKS_FILE: z.string().optional(),
  USER_JWKS_URI: z.url().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  /** `migrate` creates collections and indexes and ends; given as the first argument of a service. */
  RUN_MODE: z.enum(['serve', 'migrate']).default('serve'),
  DRAIN_DELAY_MS: drainDelayMs,
  GRPC_MAX_CONNECTION_AGE_MS: z.coerce.number().int().min(1000).max(86_400_000).default(300_000),
  METRICS_PORT: metricsPort,
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.enum(['grpc', 'http/json', 'http/protobuf']).optional(),
});
export type BaseConfig = z.infer<typeof baseConfig>;

/** Reads the environment. Throws ConfigError naming every missing or wrong variable at once. */
export function parseConfig<S extends z.ZodType>(schema: S, env: NodeJS.ProcessEnv): z.infer<S> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`The configuration has ${faults.length} fault(s):\n${faults.join('\n')}`);
}

/** `node main.js migrate` is the same as RUN_MODE=migrate. */
export const modeOf = (args: readonly string[]): NodeJS.ProcessEnv =>
  args[0] === 'migrate' ? { RUN_MODE: 'migrate' } : {};

/** Like parseConfig for process entry points: prints the faults and exits with status 78 (EX_CONFIG). */
export function loadConfig<S extends z.ZodType>(schema: S): z.infer<S> {
  try {
    return parseConfig(schema, { ...process.env, ...modeOf(process.argv.slice(2)) });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(78);
  }
}

/** Reads a JSON file named by configuration; a fault names the file, never its content. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'not valid JSON';
    throw new ConfigError(`Cannot read ${path}: ${code}`);
  }
}
