import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { classifyStoreError, retryStore } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import { Allocation, type AllocationSnapshot } from '../domain/allocation';
import type { LedgerContent, LedgerEntry, NewLedgerEntry } from '../domain/ledger-entry';
import { toDates } from './snapshot-dates';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Readers fetch windows of this many entries by id. */
const WINDOW = 256;
/** A snapshot of the state is kept each time so many entries have come in. */
export const SNAPSHOT_EVERY = 5000;
const PART_BYTES = 4_000_000;
/** So many of the newest parts are looked at to find a complete snapshot. */
const NEWEST = 40;
/** Fits the lookup of an entry by key to one request. */
const KEYS = 500;

interface StoredEntry {
  _id: number;
  key: string;
  time: Date;
  kind: string;
  data: unknown;
}
interface StoredPart {
  _id: string;
  sequence: number;
  part: number;
  parts: number;
  data: Buffer;
}

/**
 * The ledger of decisions and of everything that they see, in one order: appending on the position that was read makes
 * sure that a decision saw all that comes before it. Kept for ever.
 */
export class Ledger {
  readonly model: Model<StoredEntry>;
  readonly snapshots: Model<StoredPart>;

  constructor(connection: Connection) {
    const entry = new Schema<StoredEntry>(
      { _id: Number, key: String, time: Date, kind: String, data: Schema.Types.Mixed },
      { collection: 'ledger', versionKey: false, minimize: false },
    );
    entry.index({ key: 1 }, { unique: true, name: 'each_matter_once' });
    this.model = connection.model('LedgerEntry', entry) as unknown as Model<StoredEntry>;
    const part = new Schema<StoredPart>(
      { _id: String, sequence: Number, part: Number, parts: Number, data: Buffer },
      { collection: 'ledger_snapshots', versionKey: false },
    );
    part.index({ sequence: -1 }, { name: 'newest_snapshot' });
    this.snapshots = connection.model('LedgerSnapshot', part) as unknown as Model<StoredPart>;
  }

  /** Appends at a position; false when somebody else was there first, or a key is recorded already: read again. */
  async append(position: number, entries: NewLedgerEntry[]): Promise<boolean> {
    const docs = entries.map((entry, index) => toStored(position + 1 + index, entry));
    try {
      await this.model.insertMany(docs, { lean: true, ordered: true });
      return true;
    } catch (error) {
      if (classifyStoreError(error) === 'other') throw error;
      return false;
    }
  }

  /**
   * Entries after a position, oldest first, at most a window. `brief`: without what decisions list of the reps that they
   * looked at, which is most of them and no part of the state.
   */
  async readAfter(position: number, limit = WINDOW, brief = false): Promise<LedgerEntry[]> {
    const ids = Array.from({ length: Math.min(limit, WINDOW) }, (_, index) => position + 1 + index);
    const found = await retryStore(() =>
      this.model
        .find({ _id: { $in: ids } }, brief ? { 'data.decision.looks': 0 } : {})
        .lean<StoredEntry[]>()
        .exec(),
    );
    found.sort((a, b) => a._id - b._id);
    const gap = found.findIndex((entry, index) => entry._id !== position + 1 + index);
    return (gap === -1 ? found : found.slice(0, gap)).map(toEntry);
  }

  /** The newest position; 0 when there is none. */
  async head(): Promise<number> {
    const newest = await retryStore(() => this.model.find({}, { _id: 1 }).sort({ _id: -1 }).limit(1).lean().exec());
    return newest[0]?._id ?? 0;
  }

  /** Entries by position, in any order. */
  async atMany(positions: number[]): Promise<LedgerEntry[]> {
    if (positions.length === 0) return [];
    const found = await retryStore(() =>
      this.model
        .find({ _id: { $in: positions } })
        .lean<StoredEntry[]>()
        .exec(),
    );
    return found.map(toEntry);
  }

  /** The entries with these keys. */
  async byKeys(keys: string[]): Promise<LedgerEntry[]> {
    const found: StoredEntry[] = [];
    for (let from = 0; from < keys.length; from += KEYS) {
      const some = keys.slice(from, from + KEYS);
      found.push(
        ...(await retryStore(() =>
          this.model
            .find({ key: { $in: some } })
            .lean<StoredEntry[]>()
            .exec(),
        )),
      );
    }
    return found.map(toEntry);
  }

  /** The first position whose entry is not before an instant; one past the head when there is none. */
  async firstFrom(time: Date): Promise<number> {
    let low = 1;
    let high = (await this.head()) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const entry = (await this.readAfter(middle - 1, 1, true))[0];
      if (!entry || entry.time >= time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The state as the ledger had it after a position, from the nearest snapshot on. */
  async allocationAt(position: number): Promise<Allocation> {
    const { allocation, sequence } = await this.snapshotBefore(position);
    let at = sequence;
    while (at < position) {
      const entries = await this.readAfter(at, position - at, true);
      if (entries.length === 0) throw new Error(`The ledger has no entry ${at + 1}.`);
      for (const entry of entries) allocation.apply(entry);
      at += entries.length;
    }
    return allocation;
  }

  private async snapshotBefore(position: number): Promise<{ allocation: Allocation; sequence: number }> {
    const newest = await retryStore(() =>
      this.snapshots
        .find({ sequence: { $lte: position } }, { sequence: 1 })
        .sort({ sequence: -1 })
        .limit(NEWEST)
        .lean<StoredPart[]>()
        .exec(),
    );
    for (const sequence of new Set(newest.map((part) => part.sequence))) {
      const allocation = await this.snapshotAt(sequence);
      if (allocation) return { allocation, sequence };
    }
    return { allocation: new Allocation(), sequence: 0 };
  }

  /** Null when it was never completed. */
  private async snapshotAt(sequence: number): Promise<Allocation | null> {
    const parts = await retryStore(() => this.snapshots.find({ sequence }).lean<StoredPart[]>().exec());
    if (parts.length === 0 || parts.length < (parts[0]?.parts ?? 0)) return null;
    parts.sort((a, b) => a.part - b.part);
    const packed = Buffer.concat(parts.map(({ data }) => toBuffer(data)));
    const text = (await unpack(packed)).toString('utf8');
    return Allocation.fromSnapshot(JSON.parse(text, toDates) as AllocationSnapshot);
  }

  /** Keeps the state of a position; writing the same one again is harmless. */
  async keepSnapshot(sequence: number, allocation: Allocation): Promise<void> {
    const packed = await pack(Buffer.from(JSON.stringify(allocation.toSnapshot())));
    const parts = Math.max(1, Math.ceil(packed.length / PART_BYTES));
    for (let part = 0; part < parts; part += 1) {
      const data = packed.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
      const _id = `${sequence}:${part}`;
      await retryStore(() =>
        this.snapshots.updateOne({ _id }, { $set: { sequence, part, parts, data } }, { upsert: true }).exec(),
      );
    }
  }
}

const toStored = (_id: number, { key, time, kind, ...data }: NewLedgerEntry): StoredEntry => ({
  _id,
  key,
  time,
  kind,
  data,
});

const toEntry = ({ _id, key, time, kind, data }: StoredEntry): LedgerEntry =>
  ({ _id, key, time, kind, ...(data as object) }) as LedgerEntry & LedgerContent;

/** Binary data as the store's library hands it over, or as Node knows it. */
const toBuffer = (data: Buffer | { buffer: Uint8Array; position?: number }): Buffer =>
  Buffer.isBuffer(data) ? data : Buffer.from(data.buffer).subarray(0, data.position);
