import type { Interval } from '@fairlead/service-kit';

/** Whether an instant lies in a half-open interval. */
export const isWithin = (at: Date, { from, to }: Interval) => from <= at && at < to;
