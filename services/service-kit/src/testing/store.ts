import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { createLogger } from '../log/logger';
import { type AnyModel, connectStore, ensureCollections } from '../mongo/connect';

export const testLogger = createLogger('test', process.env.TEST_LOG_LEVEL ?? 'fatal');

/** A connection to the test run's store, with a database of its own unless one is named. */
export const openTestStore = (database = `test_${randomBytes(6).toString('hex')}`): Promise<Connection> =>
  connectStore({ uri: process.env.TEST_MONGODB_URI as string, database, localStore: true }, testLogger);

export const prepareModels = (models: AnyModel[]) =>
  ensureCollections(models, process.env.TEST_MONGODB_LOCAL_STORE !== 'false');
