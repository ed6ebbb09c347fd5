import { classifyStoreError, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import type { CustomerProfile } from '../domain/customer';
import type { MatchKeyDoc } from './models';

/** The values by which a customer must be unique, with the field to name in an error. */
export function matchKeys(customer: Pick<CustomerProfile, 'phone' | 'email'> & { externalRef: string }): MatchKey[] {
  return [
    { field: 'phone', key: customer.phone && `phone:${customer.phone}` },
    { field: 'email', key: customer.email && `mail:${customer.email}` },
    { field: 'external_ref', key: customer.externalRef && `ref:${customer.externalRef}` },
  ].filter(({ key }) => key !== '');
}

export interface MatchKey {
  field: string;
  key: string;
}

/** Reserves and releases unique values. */
export class MatchKeys {
  constructor(private readonly model: Model<MatchKeyDoc>) {}

  /** Reserves a key; answers the customer that holds it now (the given one when it was free or its own). */
  async reserve(key: string, customerId: string, now: Date): Promise<string> {
    return retryStore(async () => {
      try {
        await this.model.insertMany([{ _id: key, customerId, reservedAt: now }], { lean: true });
        return customerId;
      } catch (error) {
        if (classifyStoreError(error) !== 'duplicate') throw error;
        const held = await this.model.findById(key).lean<MatchKeyDoc>().exec();
        if (!held) throw Object.assign(new Error('released meanwhile'), { code: 112 });
        return held.customerId;
      }
    });
  }

  /** Gives a key of an abandoned creation to another customer; false when somebody else was first. */
  async takeOver(key: string, from: string, to: string, now: Date): Promise<boolean> {
    const result = await retryStore(() =>
      this.model.updateOne({ _id: key, customerId: from }, { $set: { customerId: to, reservedAt: now } }),
    );
    return result.matchedCount === 1;
  }

  async release(keys: string[], customerId: string): Promise<void> {
    for (const key of keys) await retryStore(() => this.model.deleteOne({ _id: key, customerId }));
  }

  /** Keys older than `before`, in order of the id, for the check of left-overs. */
  async page(after: string, before: Date, limit: number): Promise<MatchKeyDoc[]> {
    const filter = { _id: { $gt: after }, reservedAt: { $lt: before } };
    return retryStore(() => this.model.find(filter).sort({ _id: 1 }).limit(limit).lean<MatchKeyDoc[]>().exec());
  }
}
