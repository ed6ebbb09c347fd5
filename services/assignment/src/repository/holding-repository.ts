import { AggregateStore, AppError, type Decide, retryStore, type WriteContext } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { Holding } from '../domain/holding';
import type { HoldingDoc } from './models';

/** Who holds which open leads. Counters for rules and limits; no person reads them directly. */
export class HoldingRepository {
  readonly store: AggregateStore<Holding>;

  constructor(private readonly model: Model<HoldingDoc>) {
    this.store = new AggregateStore<Holding>('holding', model);
  }

  find = (repId: string) => this.store.find(repId);

  /** Changes the rep's holding, which is made when it is missing; `known` is the holding as it was read a moment ago. */
  async change(repId: string, decide: Decide<Holding>, context: WriteContext, known?: HoldingDoc): Promise<HoldingDoc> {
    if (known) return (await this.store.changeFrom(known, decide, context)).doc;
    const attempt = () => this.store.change(repId, decide, context);
    const outcome = await attempt().catch(async (error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error;
      await this.store.create(repId, { entries: [] }, [], context);
      return attempt();
    });
    return outcome.doc;
  }

  /** Holdings by rep; a rep without one holds nothing. */
  async byRep(repIds: string[]): Promise<Map<string, HoldingDoc>> {
    const found = repIds.length > 0 ? await this.store.findMany(repIds) : [];
    return new Map(found.map((holding) => [holding._id, holding]));
  }

  async openLeads(repId: string): Promise<number> {
    return (await this.find(repId))?.entries.length ?? 0;
  }

  async page(afterRepId: string, limit: number): Promise<HoldingDoc[]> {
    return retryStore(() =>
      this.model
        .find((afterRepId ? { _id: { $gt: afterRepId } } : {}) as never)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<HoldingDoc[]>()
        .exec(),
    );
  }
}
