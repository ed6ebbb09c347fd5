import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../options';

/** An installation that is there already. */
export interface Target {
  url: string;
  /** gRPC address of its customer service; without one the calls over gRPC are left out. */
  grpcAddress: string;
  grpcTls: boolean;
  /** File with the people who may sign in. */
  peopleFile: string;
  client: { id: string; secret: string };
}

/** What `npm run load -- …` was asked for. */
export interface Options {
  /** None: the command starts a platform of its own. */
  target?: Target;
  /** Most users at a time. */
  vus: number;
  seconds: number;
  /** Leads that are made before the users come, for each user. */
  leadsEach: number;
  /** Multiplies the limits of time. */
  slack: number;
  seed: number;
  json?: string;
}

const UNIT_SECONDS = { s: 1, m: 60, h: 3600 } as const;
const MAX_SECONDS = 24 * 3600;

/** Reads the flags; throws one clear sentence for an unknown, wrong or missing one. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      grpc: { type: 'string', default: '' },
      'grpc-tls': { type: 'boolean', default: false },
      people: { type: 'string' },
      vus: { type: 'string', default: '10' },
      duration: { type: 'string', default: '2m' },
      'leads-each': { type: 'string', default: '6' },
      slack: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
    },
  });
  const ownOnly = values.grpc !== '' || values['grpc-tls'] || values.people !== undefined;
  if (values.url === undefined && ownOnly) throw new Error('--grpc, --grpc-tls and --people go with --url.');
  return {
    target: values.url === undefined ? undefined : target(values.url, values, env),
    vus: wholeNumber('vus', values.vus, 1, 1000),
    seconds: seconds(values.duration),
    leadsEach: wholeNumber('leads-each', values['leads-each'], 1, 1000),
    slack: wholeNumber('slack', values.slack, 1, 1_000_000),
    seed: wholeNumber('seed', values.seed, 0, 1_000_000),
    json: values.json === undefined ? undefined : resolve(values.json),
  };
}

function target(
  url: string,
  { grpc, people, 'grpc-tls': grpcTls }: { grpc: string; people?: string; 'grpc-tls': boolean },
  env: NodeJS.ProcessEnv,
): Target {
  if (!/^https?:\/\/[^/]+$/.test(url))
    throw new Error(`--url takes a base address like http://127.0.0.1:8080, not ${url}.`);
  const { FAIRLEAD_CLIENT_ID: id, FAIRLEAD_CLIENT_SECRET: secret } = env;
  if (!id || !secret)
    throw new Error('With --url, FAIRLEAD_CLIENT_ID and FAIRLEAD_CLIENT_SECRET name an admin client.');
  if (people === undefined) throw new Error('With --url, --people names a file of those who sign in.');
  return { url, grpcAddress: grpc, grpcTls, peopleFile: resolve(people), client: { id, secret } };
}

/** Seconds of `90s`, `2m` or `1h`. */
function seconds(text: string): number {
  const [, count, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  const value = Number(count) * UNIT_SECONDS[unit as 's'];
  if (!unit || value < 5 || value > MAX_SECONDS)
    throw new Error(`--duration takes 5s to 24h, like 90s or 2m, not ${text}.`);
  return value;
}
