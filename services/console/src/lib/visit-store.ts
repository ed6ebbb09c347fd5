import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { User } from '../api/types';
import { KeepingError, type KeepingFault } from './keeping-error';
import { MAX_VISITS, type VisitDraft } from './visit-draft';

/** Customers that a person may choose from without a network. */
export interface KnownCustomer {
  person: string;
  id: string;
  name: string;
  place: string;
  /** When the person saw it last. */
  seenTime: string;
}

/** Most customers kept for one person; those not seen for longest go first. */
export const MAX_KNOWN = 100;

const NAME = 'fairlead-visits';
const CHANNEL = 'fairlead:visits';
const PRESENT = 'present';

interface Schema extends DBSchema {
  drafts: { key: string; value: VisitDraft; indexes: { person: string } };
  customers: { key: [string, string]; value: KnownCustomer; indexes: { person: string } };
  people: { key: string; value: User };
}

type Write = IDBPTransaction<Schema, ('drafts' | 'customers' | 'people')[], 'readwrite'>;

const latestFirst =
  <T>(timeOf: (row: T) => string) =>
  (a: T, b: T) =>
    timeOf(a) < timeOf(b) ? 1 : -1;

const faultOf = (error: unknown): KeepingFault =>
  (error as { name?: string }).name === 'QuotaExceededError' ? 'full' : 'missing';

/**
 * What is kept on this device so that visits can be written without a network: drafts, the names of customers to choose from,
 * and who is signed in. A browser gives each installation (origin) a database of its own; inside it everything is one person's.
 */
export class VisitStore {
  private opened?: Promise<IDBPDatabase<Schema>>;
  private readonly listeners = new Set<() => void>();
  private readonly channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);

  constructor(private readonly name = NAME) {
    if (this.channel) this.channel.onmessage = () => this.tell();
  }

  /** Calls back after each change, in whatever tab it was made. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The drafts of a person, newest first. */
  list = (person: string): Promise<VisitDraft[]> =>
    this.work(async (db) =>
      (await db.getAllFromIndex('drafts', 'person', person)).sort(latestFirst(({ beginTime }) => beginTime)),
    );

  count = (person: string): Promise<number> => this.work((db) => db.countFromIndex('drafts', 'person', person));

  /** Keeps a new draft; beyond the most that a person may have it refuses. */
  begin = (draft: VisitDraft): Promise<VisitDraft> =>
    this.change(async (write) => {
      const drafts = write.objectStore('drafts');
      if ((await drafts.index('person').count(draft.person)) >= MAX_VISITS) throw new KeepingError('tooMany');
      await drafts.put(draft);
      return draft;
    });

  /**
   * Changes a draft as it is kept now, in one transaction. `gone` when it is not there any more, is somebody else's, or `decide`
   * says that it may not be changed.
   */
  update = (id: string, person: string, decide: (draft: VisitDraft) => VisitDraft | undefined): Promise<VisitDraft> =>
    this.change(async (write) => {
      const drafts = write.objectStore('drafts');
      const kept = await drafts.get(id);
      const changed = kept?.person === person ? decide(kept) : undefined;
      if (!changed) throw new KeepingError('gone');
      await drafts.put(changed);
      return changed;
    });

  /** Forgets a draft; one that is gone already is no fault. */
  remove = (id: string): Promise<void> => this.change((write) => write.objectStore('drafts').delete(id));

  /** The customers that a person has seen, the latest first. */
  known = (person: string): Promise<KnownCustomer[]> =>
    this.work(async (db) =>
      (await db.getAllFromIndex('customers', 'person', person)).sort(latestFirst(({ seenTime }) => seenTime)),
    );

  /** Notes customers that a person sees, and forgets the oldest beyond the most that are kept. */
  see = (person: string, customers: readonly Omit<KnownCustomer, 'person'>[]): Promise<void> =>
    this.write(async (write) => {
      const kept = write.objectStore('customers');
      for (const customer of customers.slice(0, MAX_KNOWN)) await kept.put({ ...customer, person });
      const all = await kept.index('person').getAll(person);
      const old = all.sort(latestFirst(({ seenTime }) => seenTime)).slice(MAX_KNOWN);
      for (const { id } of old) await kept.delete([person, id]);
    });

  /** Who is signed in on this device, as far as it knows without a network. */
  present = (): Promise<User | undefined> => this.work((db) => db.get('people', PRESENT));

  /** A person is signed in; the customers of whoever was here before are forgotten, their drafts are not. */
  arrive = (user: User): Promise<void> =>
    this.write(async (write) => {
      await write.objectStore('people').put(user, PRESENT);
      const customers = write.objectStore('customers');
      for (const key of await customers.getAllKeys()) if (key[0] !== user.id) await customers.delete(key);
    });

  /** A person signs out: their name and the names of their customers go; drafts stay unless they are to go too. */
  leave = (person: string, { deleteDrafts }: { deleteDrafts: boolean }): Promise<void> =>
    this.change(async (write) => {
      const people = write.objectStore('people');
      if ((await people.get(PRESENT))?.id === person) await people.delete(PRESENT);
      const customers = write.objectStore('customers');
      for (const key of await customers.index('person').getAllKeys(person)) await customers.delete(key);
      const drafts = write.objectStore('drafts');
      if (deleteDrafts) for (const key of await drafts.index('person').getAllKeys(person)) await drafts.delete(key);
    });

  private async change<T>(step: (write: Write) => Promise<T>): Promise<T> {
    const result = await this.write(step);
    this.channel?.postMessage('changed');
    this.tell();
    return result;
  }

  /** Everything of a step or nothing of it. */
  private write<T>(step: (write: Write) => Promise<T>): Promise<T> {
    return this.work(async (db) => {
      const write = db.transaction(['drafts', 'customers', 'people'], 'readwrite', { durability: 'strict' });
      // A failed step ends the transaction too; its failure is told once, by the step.
      write.done.catch(() => undefined);
      const result = await step(write);
      await write.done;
      return result;
    });
  }

  private async work<T>(step: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await step(await this.database());
    } catch (error) {
      throw error instanceof KeepingError ? error : new KeepingError(faultOf(error), error);
    }
  }

  private database(): Promise<IDBPDatabase<Schema>> {
    this.opened ??= openDB<Schema>(this.name, 1, {
      upgrade(db) {
        db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('person', 'person');
        db.createObjectStore('customers', { keyPath: ['person', 'id'] }).createIndex('person', 'person');
        db.createObjectStore('people');
      },
      // A newer page wants to change the form of the database: this one opens it again when it needs it.
      blocking: (_current, _next, event) => {
        (event.target as IDBDatabase).close();
        this.opened = undefined;
      },
      terminated: () => {
        this.opened = undefined;
      },
    }).catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

let store: VisitStore | undefined;

/** The store of this page. */
export const visitStore = (): VisitStore => {
  store ??= new VisitStore();
  return store;
};

/** Asks the browser once not to throw the drafts away when the device gets full; what it answers changes nothing here. */
export async function askToPersist(): Promise<void> {
  try {
    if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
  } catch {
    // A browser that cannot promise it keeps them as long as it can.
  }
}
