import { type Histogram, metrics } from '@opentelemetry/api';

/** Upper bounds in seconds: a quick read, an ordinary command, a slow one, the deadline. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 12];

/** A histogram of durations; without a metrics endpoint nothing is recorded. Its count is the number of calls. */
export const durationHistogram = (name: string, description: string): Histogram =>
  metrics
    .getMeter('fairlead')
    .createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: SECONDS } });

/** Seconds since a reading of `performance.now()`. */
export const secondsSince = (start: number): number => (performance.now() - start) / 1000;
