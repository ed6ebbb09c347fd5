import { classifyStoreError, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { LeadEnding } from './copy-models';

/** Leads that are over, noted once. */
export class LeadEndings {
  constructor(private readonly model: Model<LeadEnding>) {}

  async find(leadId: string): Promise<LeadEnding | null> {
    return retryStore(() => this.model.findById(leadId).lean<LeadEnding>().exec());
  }

  async note(ending: LeadEnding): Promise<void> {
    try {
      await this.model.insertMany([ending], { lean: true });
    } catch (error) {
      if (classifyStoreError(error) !== 'duplicate') throw error;
    }
  }
}
