import { join } from 'node:path';
import { ROOT } from '@fairlead/local';
import { KINDS, thresholds } from './limits';
import { MIX, type Mix } from './mix';
import type { Options } from './options';
import type { Installation } from './own-platform';
import type { Prepared } from './prepare';

/** Shares of the time in which users come and go. */
const [RAMP_UP, RAMP_DOWN] = [0.25, 0.1];

/** What the scripts in `k6/` read. */
export function planOf(
  at: Omit<Installation, 'stop'>,
  { leads, queries, product }: Prepared,
  options: Pick<Options, 'vus' | 'seconds' | 'slack'>,
  summaryFile: string,
  mix: Mix = MIX,
) {
  const { vus, seconds, slack } = options;
  const { url, grpcAddress, grpcTls, client, people } = at;
  const share = (part: number) => Math.max(1, Math.round(seconds * part));
  const stages = [
    { duration: `${share(RAMP_UP)}s`, target: vus },
    { duration: `${share(1 - RAMP_UP - RAMP_DOWN)}s`, target: vus },
    { duration: `${share(RAMP_DOWN)}s`, target: 0 },
  ];
  return {
    ...{ url, grpcAddress, grpcTls, client, people, leads, queries, product, stages, summaryFile },
    mix,
    kinds: KINDS,
    thresholds: thresholds(slack),
    protoDir: join(ROOT, 'proto'),
  };
}
