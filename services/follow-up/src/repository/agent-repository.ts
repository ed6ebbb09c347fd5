import { type CopyDoc, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { SERVICE_SKILL } from '../domain/case-dispatch';
import type { RepFact } from '../domain/organization';

/** Most service agents that are looked at for a case. */
const MAX_AGENTS = 500;

/** Reps who work on cases, among the copies of reps. */
export class AgentRepository {
  constructor(private readonly model: Model<CopyDoc<RepFact>>) {}

  /** Active reps with the skill `service`. */
  async active(): Promise<CopyDoc<RepFact>[]> {
    return retryStore(() =>
      this.model
        .find({ skills: SERVICE_SKILL, active: true } as never)
        .sort({ _id: 1 })
        .limit(MAX_AGENTS)
        .lean<CopyDoc<RepFact>[]>()
        .exec(),
    );
  }

  /** What copies from before there were cases, or before these had a language, do not say; those of a later revision have it already. */
  async complete(repId: string, fact: RepFact): Promise<void> {
    const lacks = ['active', 'languages'].map((field) => ({ [field]: { $exists: false } }));
    const lacking = { _id: repId, revision: fact.revision, $or: lacks };
    await retryStore(() => this.model.updateOne(lacking as never, { $set: fact } as never).exec());
  }
}
