import { setTimeout as sleep } from 'node:timers/promises';
import { baseConfig, connectStore, createLogger, loadConfig } from '@fairlead/service-kit';
import { findPoolDifferences } from './application/compare-pools';
import { findDifferences } from './application/sweep-holdings';
import { createModels } from './repository/models';
import { createRepositories } from './repository/repositories';

const config = baseConfig.pick({
  MONGODB_URI: true,
  MONGODB_DATABASE: true,
  MONGODB_LOCAL_STORE: true,
  LOG_LEVEL: true,
});
/** Between the two looks: what differs only because a command was under way is gone by then. */
const PAUSE_MS = 2000;

/** Prints where holdings, counts of the day and pools differ from ownerships and decisions; exits with status 1 when they do anywhere. Writes nothing. */
async function main(): Promise<number> {
  const { MONGODB_URI: uri, MONGODB_DATABASE, MONGODB_LOCAL_STORE: localStore, LOG_LEVEL } = loadConfig(config);
  const database = MONGODB_DATABASE ?? 'fairlead_assignment';
  const connection = await connectStore({ uri, database, localStore }, createLogger('check-holdings', LOG_LEVEL));
  try {
    const repositories = createRepositories(createModels(connection), () => undefined);
    const look = async () => {
      const now = new Date();
      const found = [...(await findDifferences(repositories, now)), ...(await findPoolDifferences(repositories, now))];
      return found.map((difference) => JSON.stringify(difference));
    };
    const first = new Set(await look());
    if (first.size > 0) await sleep(PAUSE_MS);
    const lasting = first.size > 0 ? (await look()).filter((difference) => first.has(difference)) : [];
    for (const difference of lasting) process.stdout.write(`${difference}\n`);
    process.stdout.write(`${lasting.length} differences\n`);
    return lasting.length > 0 ? 1 : 0;
  } finally {
    await connection.close();
  }
}

void main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
