import { classifyStoreError, retryStore } from '@fairlead/service-kit';
import { LRUCache } from 'lru-cache';
import type { Model } from 'mongoose';
import type { VersionDoc } from './copy-models';

const CACHE_SIZE = 500;

/** Every version of calendars or policies, each a document that never changes. Clocks read the one they started with. */
export class Versions<T extends object> {
  private readonly cache = new LRUCache<string, T>({ max: CACHE_SIZE });

  constructor(private readonly model: Model<VersionDoc<Record<string, unknown>>>) {}

  /** Keeps a version; the same again changes nothing. */
  async keep(id: string, version: number, value: T): Promise<void> {
    const key = `${id}:${version}`;
    if (this.cache.has(key)) return;
    try {
      await this.model.insertMany([{ _id: key, value: value as Record<string, unknown> }], { lean: true });
    } catch (error) {
      if (classifyStoreError(error) !== 'duplicate') throw error;
    }
    this.cache.set(key, value);
  }

  /** A kept version; undefined when it was never kept. */
  async find(id: string, version: number): Promise<T | undefined> {
    const key = `${id}:${version}`;
    const cached = this.cache.get(key);
    if (cached) return cached;
    const doc = await retryStore(() => this.model.findById(key).lean<VersionDoc<T>>().exec());
    if (!doc) return undefined;
    this.cache.set(key, doc.value);
    return doc.value;
  }
}
