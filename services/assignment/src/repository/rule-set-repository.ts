import { AggregateStore, type PendingHint, retryStore, type WriteContext } from '@fairlead/service-kit';
import { LRUCache } from 'lru-cache';
import type { Publication, RuleSet } from '../domain/rule-set';
import { ruleSetId } from '../domain/rule-set';
import type { Models, PublicationDoc, RuleSetDoc } from './models';

/** The one publication document. */
export const PUBLICATION_ID = 'published';

/** Versions of the rules and the pointer to those in force. */
export class RuleSetRepository {
  readonly store: AggregateStore<RuleSet>;
  readonly publications: AggregateStore<Publication>;
  private readonly kept = new LRUCache<number, RuleSetDoc>({ max: 20 });

  constructor(
    private readonly models: Pick<Models, 'ruleSets' | 'publications'>,
    hint: PendingHint,
  ) {
    this.store = new AggregateStore<RuleSet>('rule set', models.ruleSets, hint);
    this.publications = new AggregateStore<Publication>('publication', models.publications, hint);
  }

  find = (version: number) => this.store.find(ruleSetId(version));

  /** A version out of memory when it was read before: its rules never change. */
  async findKept(version: number): Promise<RuleSetDoc | null> {
    const kept = this.kept.get(version) ?? (await this.find(version));
    if (kept) this.kept.set(version, kept);
    return kept;
  }

  async findByCommand(commandKey: string): Promise<RuleSetDoc | null> {
    return retryStore(() => this.models.ruleSets.findOne({ commandKey }).lean<RuleSetDoc>().exec());
  }

  async newestVersion(): Promise<number> {
    const [newest] = await this.page(undefined, 1);
    return newest?.version ?? 0;
  }

  /** Newest first. */
  async page(before: number | undefined, limit: number): Promise<RuleSetDoc[]> {
    return retryStore(() =>
      this.models.ruleSets
        .find((before === undefined ? {} : { version: { $lt: before } }) as never)
        .sort({ version: -1 })
        .limit(limit)
        .lean<RuleSetDoc[]>()
        .exec(),
    );
  }

  async publication(): Promise<PublicationDoc> {
    const found = await this.publications.find(PUBLICATION_ID);
    if (!found) throw new Error('The publication document is missing; it is made at start.');
    return found;
  }

  /** Makes the pointer when this database is new. */
  async preparePublication(context: WriteContext): Promise<void> {
    await this.publications.create(PUBLICATION_ID, { version: 0 }, [], context);
  }
}
