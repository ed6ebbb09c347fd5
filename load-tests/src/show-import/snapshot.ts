import { customer as proto } from '@fairlead/proto';
import type { LoadPlatform } from '../support/platform';

/** A customer as it lies in the store. */
export interface FoundCustomer {
  _id: string;
  externalRef: string;
  ownership: { ownerId: string };
}
export interface FoundOwnership {
  _id: string;
  ownerId: string;
}
export interface FoundEvent {
  /** Position in its log. */
  _id: number;
  type: string;
  subject: string;
}
export interface FoundRejected {
  number: number;
  duplicateOf: string;
}

/** What an import left behind, read past the services wherever that is possible. */
export interface Snapshot {
  customers: FoundCustomer[];
  ownerships: FoundOwnership[];
  /** Event logs by service. */
  events: Record<string, FoundEvent[]>;
  rejected: FoundRejected[];
  /** Clocks that run; none may for customers that were dealt with before. */
  obligations: number;
}

/** Services whose logs an import writes to. */
const LOGS = ['customer', 'assignment'];

export async function readSnapshot(at: LoadPlatform, importId: string): Promise<Snapshot> {
  const all = <T>(service: string, collection: string, projection: object, filter = {}): Promise<T[]> =>
    at.collection(service, collection).find(filter, { projection }).toArray() as unknown as Promise<T[]>;
  const alive = { tombstone: { $exists: false } };
  return {
    customers: await all('customer', 'customers', { externalRef: 1, ownership: 1 }, alive),
    ownerships: await all('assignment', 'lead_ownerships', { ownerId: 1 }),
    events: Object.fromEntries(
      await Promise.all(
        LOGS.map(async (service) => [service, await all<FoundEvent>(service, 'events', { type: 1, subject: 1 })]),
      ),
    ),
    rejected: await rejectedRows(at, importId),
    obligations: await at.collection('follow_up', 'obligations').countDocuments({}),
  };
}

async function rejectedRows(at: LoadPlatform, importId: string): Promise<FoundRejected[]> {
  const found: FoundRejected[] = [];
  for (let pageToken = ''; ; ) {
    const request = proto.ListRejectedRowsRequest.fromPartial({ importId, pageSize: 200, pageToken });
    const page = await at.imports.listRejectedRows(request, at.as);
    found.push(...page.rows.map(({ number, duplicateCustomerId }) => ({ number, duplicateOf: duplicateCustomerId })));
    if (page.nextPageToken === '') return found;
    pageToken = page.nextPageToken;
  }
}
