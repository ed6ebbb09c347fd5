import { setTimeout as sleep } from 'node:timers/promises';
import { baseConfig, connectStore, createLogger, loadConfig } from '@fairlead/service-kit';
import { compareLedger, type LedgerDifference } from './application/compare-ledger';
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

/** Between the two looks at who holds what: what differs only because a command was under way is gone by then. */
const PAUSE_MS = 2000;

/**
 * Makes every decision of the ledger again and prints those that come out otherwise, then the leads that it counts for
 * somebody else than their owner; exits with status 1 when there is anything. Writes nothing.
 */
async function main(): Promise<number> {
  const { MONGODB_URI: uri, MONGODB_DATABASE, MONGODB_LOCAL_STORE: localStore, LOG_LEVEL } = loadConfig(config);
  const database = MONGODB_DATABASE ?? 'fairlead_assignment';
  const connection = await connectStore({ uri, database, localStore }, createLogger('check-ledger', LOG_LEVEL));
  try {
    const { ruleSets, ownerships } = createRepositories(createModels(connection), () => undefined);
    const ledger = new Ledger(connection);
    const { decisions, deviations } = await verifyLedger(ledger, ruleSets);
    for (const deviation of deviations) process.stdout.write(`${JSON.stringify(deviation)}\n`);
    process.stdout.write(`${decisions} decisions, ${deviations.length} come out otherwise\n`);
    const look = async () => compareLedger(ownerships, await ledger.allocationAt(await ledger.head()));
    const first = new Set((await look()).map(textOf));
    if (first.size > 0) await sleep(PAUSE_MS);
    const lasting = first.size > 0 ? (await look()).map(textOf).filter((difference) => first.has(difference)) : [];
    for (const difference of lasting) process.stdout.write(`${difference}\n`);
    process.stdout.write(`${lasting.length} differences to the owners\n`);
    return deviations.length + lasting.length > 0 ? 1 : 0;
  } finally {
    await connection.close();
  }
}

const textOf = (difference: LedgerDifference) => JSON.stringify(difference);

void main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
