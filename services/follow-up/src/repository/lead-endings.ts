import { classifyStoreError, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { LeadEnding } from './copy-models';

/** Leads that are over, noted once; a lost one may be taken up again. */
export class LeadEndings {
  constructor(private readonly model: Model<LeadEnding>) {}

  async find(leadId: string): Promise<LeadEnding | null> {
    return retryStore(() => this.model.findById(leadId).lean<LeadEnding>().exec());
  }

  /** False when nothing was noted. */
  async forget(leadId: string): Promise<boolean> {
    return (await retryStore(() => this.model.deleteOne({ _id: leadId }).exec())).deletedCount > 0;
  }

  /** False when it was noted before. */
  async note(ending: LeadEnding): Promise<boolean> {
    try {
      await this.model.insertMany([ending], { lean: true });
      return true;
    } catch (error) {
      if (classifyStoreError(error) !== 'duplicate') throw error;
      return false;
    }
  }
}
