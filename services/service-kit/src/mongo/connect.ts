import mongoose, { type Connection, type Model } from 'mongoose';
import type { Logger } from '../log/logger';
import { backoff, retryStore } from './store-errors';

export interface StoreOptions {
  uri: string;
  database: string;
  /** The one-machine stand-in: only unique indexes speed up a query there, see ensureCollections. */
  localStore: boolean;
}

/** Connects, waiting up to a minute for the store to come up. Majority write concern and reads. */
export async function connectStore(options: StoreOptions, logger: Logger): Promise<Connection> {
  const end = Date.now() + 60_000;
  for (let attempt = 1; ; attempt += 1) {
    const connection = mongoose.createConnection(options.uri, {
      dbName: options.database,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      // An absent value is no value: stored as null it would count as present.
      ignoreUndefined: true,
      maxPoolSize: 32,
      serverSelectionTimeoutMS: 3000,
      ...(options.localStore ? {} : { writeConcern: { w: 'majority' }, readConcern: { level: 'majority' } }),
    });
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.destroy().catch(() => undefined);
      if (Date.now() >= end) throw error;
      logger.warn({ attempt }, 'waiting for the document store');
      await backoff(attempt + 3);
    }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: any model may be listed, whatever its document type.
export type AnyModel = Model<any>;

/**
 * Creates collections and indexes one after the other, with retry: two processes that create at once may fail once.
 * On the local stand-in an update by `{_id, revision}` needs a unique index of exactly these fields to avoid a scan.
 */
export async function ensureCollections(models: AnyModel[], localStore: boolean): Promise<void> {
  for (const model of models) {
    await retryCreation(() => model.createCollection());
    await retryCreation(() => model.ensureIndexes());
    if (localStore && model.schema.path('revision')) {
      await retryCreation(() => model.collection.createIndex({ _id: 1, revision: 1 }, { unique: true }));
    }
  }
}

async function retryCreation(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await retryStore(work, { budgetMs: 60_000 });
      return;
    } catch (error) {
      const { code } = error as { code?: number };
      // 48: the collection exists. 68, 85, 86: the index exists.
      if (code === 48 || code === 68) return;
      if (attempt >= 10) throw error;
      await backoff(attempt);
    }
  }
}
