/**
 * What the 95 % fastest of each kind of work may take, in milliseconds, on one machine with everything on it; `--slack`
 * multiplies them for a slower one.
 */
export const LIMITS_MS = {
  sign_in: 2500,
  token: 2500,
  my_day: 1000,
  list: 500,
  lookup: 500,
  lookup_grpc: 400,
  overview: 1200,
  pool: 1000,
  create_lead: 500,
  follow_up: 800,
  claim: 1000,
  dashboard: 1500,
  orders: 600,
  order: 800,
} as const;

export type Kind = keyof typeof LIMITS_MS;
export const KINDS = Object.keys(LIMITS_MS) as Kind[];

/** Most answers in a hundred that may be wrong. */
export const MAX_ERROR_RATE = 0.01;

/** k6's thresholds: they decide its exit status. */
export function thresholds(slack: number): Record<string, string[]> {
  const times = KINDS.map((kind) => [`kind_${kind}`, [`p(95)<${LIMITS_MS[kind] * slack}`]]);
  return {
    ...Object.fromEntries(times),
    errors: [`rate<${MAX_ERROR_RATE}`],
    checks: [`rate>${1 - MAX_ERROR_RATE}`],
  };
}
