import type { Kind } from './limits';

/** How often each thing is done on a working day, in hundredths. */
export const MIX = {
  my_day: 22,
  list: 14,
  lookup: 14,
  lookup_grpc: 10,
  overview: 13,
  create_lead: 8,
  follow_up: 8,
  claim: 5,
  dashboard: 2,
  orders: 2,
  order: 2,
} as const satisfies Partial<Record<Kind, number>>;

export type Mix = Partial<Record<keyof typeof MIX, number>>;
