import { AggregateStore, retryStore, type WriteContext } from '@fairlead/service-kit';
import { LRUCache } from 'lru-cache';
import type { Model } from 'mongoose';
import { type Decision, decisionId } from '../domain/decision';
import type { DecisionDoc } from './models';

const KEPT = 10_000;

/** Decisions, never changed. Whoever asks has checked the scope of the lead. */
export class DecisionRepository {
  private readonly store: AggregateStore<Decision>;
  /** Ids of decisions that are certainly there. */
  private readonly kept = new LRUCache<string, true>({ max: KEPT });

  constructor(private readonly model: Model<DecisionDoc>) {
    this.store = new AggregateStore<Decision>('decision', model);
  }

  /** Keeps a decision; true when it was not there yet. */
  async keep(decision: Decision, context: WriteContext): Promise<boolean> {
    const id = decisionId(decision.leadId, decision.cycle);
    if (this.kept.has(id)) return false;
    const { replayed } = await this.store.create(id, decision, [], context);
    this.kept.set(id, true);
    return !replayed;
  }

  /** Keeps many decisions in one write; those that are there stay as they are. */
  keepMany = (decisions: Decision[], context: WriteContext) =>
    this.store.createMany(
      decisions.map((state) => ({ id: decisionId(state.leadId, state.cycle), state, events: [] })),
      context,
    );

  find = (leadId: string, cycle: number) => this.store.find(decisionId(leadId, cycle));

  findByIds = (ids: string[]) => this.store.findMany(ids);

  /** The decisions of these cycles; each cycle of a lead has one, so no search is needed. */
  findMany = (leadId: string, cycles: number[]) =>
    this.store.findMany(cycles.map((cycle) => decisionId(leadId, cycle)));

  /** Claims since a time, by time: what the counts of the day are compared with. */
  async claimsSince(since: Date, after: DecisionDoc | undefined, limit: number): Promise<DecisionDoc[]> {
    const behind = after
      ? { $or: [{ time: { $gt: after.time } }, { time: after.time, _id: { $gt: after._id } }] }
      : { time: { $gte: since } };
    return retryStore(() =>
      this.model
        .find({ kind: 'CLAIM', ...behind } as never)
        .sort({ time: 1, _id: 1 })
        .limit(limit)
        .lean<DecisionDoc[]>()
        .exec(),
    );
  }
}
