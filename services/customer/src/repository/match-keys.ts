import { customer as proto } from '@fairlead/proto';
import { onlyDuplicates, retryStore } from '@fairlead/service-kit';
import type { Model } from 'mongoose';
import { companyNameKey } from '../domain/company-name';
import type { CustomerProfile } from '../domain/customer';
import type { MatchKeyDoc } from './models';

export type KeyField = 'phone' | 'email' | 'external_ref' | 'company_name';

export interface MatchKey {
  field: KeyField;
  key: string;
}

/** The values by which a customer is recognised, with the field to name in an error. */
export function matchKeys(
  customer: Pick<CustomerProfile, 'type' | 'displayName' | 'phone' | 'email'> & { externalRef: string },
): MatchKey[] {
  const isPerson = customer.type === proto.CustomerType.CUSTOMER_TYPE_PERSON;
  const values: [KeyField, prefix: string, value: string][] = [
    ['phone', 'phone', customer.phone],
    ['email', 'mail', customer.email],
    ['external_ref', 'ref', customer.externalRef],
    ['company_name', 'name', isPerson ? '' : companyNameKey(customer.displayName)],
  ];
  return values.flatMap(([field, prefix, value]) => (value === '' ? [] : [{ field, key: `${prefix}:${value}` }]));
}

/** Key of a record of another system. */
export const externalRefKey = (externalRef: string) => `ref:${externalRef}`;

/** Reserves and releases unique values. */
export class MatchKeys {
  constructor(private readonly model: Model<MatchKeyDoc>) {}

  /** Reserves those keys that are free for a customer; answers who holds each of them now. */
  reserve(keys: string[], customerId: string, now: Date): Promise<Map<string, string>> {
    return this.reserveMany(new Map(keys.map((key) => [key, customerId])), now);
  }

  /** Reserves keys for several customers in one write; answers who holds each of them now. */
  async reserveMany(wanted: Map<string, string>, now: Date): Promise<Map<string, string>> {
    if (wanted.size === 0) return new Map();
    return retryStore(async () => {
      try {
        const docs = [...wanted].map(([key, customerId]) => ({ _id: key, customerId, reservedAt: now }));
        await this.model.insertMany(docs, { lean: true, ordered: false });
        return wanted;
      } catch (error) {
        if (!onlyDuplicates(error)) throw error;
      }
      const holders = await this.holders([...wanted.keys()]);
      if (holders.size < wanted.size) throw Object.assign(new Error('released meanwhile'), { code: 112 });
      return holders;
    });
  }

  /** Who holds each key; those that nobody holds are left out. */
  async holders(keys: string[]): Promise<Map<string, string>> {
    const held = await retryStore(() =>
      this.model
        .find({ _id: { $in: keys } })
        .lean<MatchKeyDoc[]>()
        .exec(),
    );
    return new Map(held.map(({ _id, customerId }) => [_id, customerId]));
  }

  /** Gives a key of an abandoned creation to another customer; false when somebody else was first. */
  async takeOver(key: string, from: string, to: string, now: Date): Promise<boolean> {
    const result = await retryStore(() =>
      this.model.updateOne({ _id: key, customerId: from }, { $set: { customerId: to, reservedAt: now } }),
    );
    return result.matchedCount === 1;
  }

  async release(keys: string[], customerId: string): Promise<void> {
    if (keys.length === 0) return;
    await retryStore(() => this.model.deleteMany({ _id: { $in: keys }, customerId }));
  }

  /** Keys older than `before`, in pages of one pass over all of them, for the check of left-overs. */
  async *olderThan(before: Date, pageSize: number): AsyncGenerator<MatchKeyDoc[]> {
    let page: MatchKeyDoc[] = [];
    const cursor = this.model
      .find({ reservedAt: { $lt: before } })
      .lean<MatchKeyDoc>()
      .cursor({ batchSize: pageSize });
    for await (const key of cursor) {
      page.push(key as unknown as MatchKeyDoc);
      if (page.length < pageSize) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }
}
