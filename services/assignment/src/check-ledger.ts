import { baseConfig, connectStore, createLogger, loadConfig } from '@fairlead/service-kit';
import { verifyLedger } from './application/verify-ledger';
import { Ledger } from './repository/ledger';
import { createModels } from './repository/models';
import { createRepositories } from './repository/repositories';

const config = baseConfig.pick({
  MONGODB_URI: true,
  MONGODB_DATABASE: true,
  MONGODB_LOCAL_STORE: true,
  LOG_LEVEL: true,
});

/**
 * Makes every decision of the ledger again and prints those that come out otherwise; exits with status 1 when there are any.
 * Writes nothing.
 */
async function main(): Promise<number> {
  const { MONGODB_URI: uri, MONGODB_DATABASE, MONGODB_LOCAL_STORE: localStore, LOG_LEVEL } = loadConfig(config);
  const database = MONGODB_DATABASE ?? 'fairlead_assignment';
  const connection = await connectStore({ uri, database, localStore }, createLogger('check-ledger', LOG_LEVEL));
  try {
    const { ruleSets } = createRepositories(createModels(connection), () => undefined);
    const { decisions, deviations } = await verifyLedger(new Ledger(connection), ruleSets);
    for (const deviation of deviations) process.stdout.write(`${JSON.stringify(deviation)}\n`);
    process.stdout.write(`${decisions} decisions, ${deviations.length} come out otherwise\n`);
    return deviations.length > 0 ? 1 : 0;
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
