import { Client, Connection } from '@temporalio/client';
import mongoose from 'mongoose';
import { type RecordedStep, readHistories, type WorkflowHistory } from './histories';

/** What lies in the stores, read past every service. Ids are strings, times as stored. */
export interface Snapshot {
  customers: CustomerRecord[];
  ownerships: OwnershipRecord[];
  decisions: { _id: string; leadId: string; cycle: number; kind: string; ownerId: string; poolId: string }[];
  holdings: { _id: string; entries: { leadId: string; state: string }[] }[];
  obligations: ObligationRecord[];
  followUps: { _id: string; customerId: string; cycle: number; outcome: string }[];
  notifications: { _id: string; recipientId: string }[];
  timeline: { _id: string; customerId: string; type: string }[];
  /** Events by service, in order of their position. */
  logs: Record<ServiceName, EventRecord[]>;
  /** Documents that still hold unrelayed events, as `service/collection/id`. */
  pending: string[];
  /** Parked events, as `service/consumer/sequence`. */
  parked: string[];
  redelivered: number;
  histories: WorkflowHistory[];
}

export const SERVICES = ['customer', 'assignment', 'follow-up', 'notification'] as const;
export type ServiceName = (typeof SERVICES)[number];
export type { RecordedStep, WorkflowHistory };

export interface EventRecord {
  _id: number;
  eventId: string;
  type: string;
  subject: string;
  aggregateId: string;
  aggregateRevision: number;
  data: Record<string, unknown>;
}

export interface CustomerRecord {
  _id: string;
  externalRef: string;
  displayName: string;
  stage: string;
  state: string;
  revision: number;
  ownership: { ownerId: string; poolId: string; cycle: number; revision: number };
}

export interface OwnershipRecord {
  _id: string;
  ownerId: string;
  poolId: string;
  cycle: number;
  revision: number;
  closedAs?: string;
}

export interface ObligationRecord {
  _id: string;
  subject: string;
  cycle: number;
  ownerId: string;
  state: string;
  levels: { id: string; recordTime?: Date; recipients: string[] }[];
}

export interface StoreAddresses {
  mongoUri: string;
  temporalAddress: string;
}

const database = (service: string) => `fairlead_${service.replaceAll('-', '_')}`;
const CONSUMING = [...SERVICES, 'insight', 'workflows'];
const OUTBOXES: [service: string, collections: string[]][] = [
  ['customer', ['customers']],
  ['assignment', ['lead_ownerships', 'teams', 'reps', 'rule_sets']],
  ['follow-up', ['obligations', 'follow_ups', 'tasks']],
  ['notification', ['notifications']],
];

/** Reads records, event logs, obligations and workflow histories. Nothing of the demo's own counting is used. */
export async function readSnapshot({ mongoUri, temporalAddress }: StoreAddresses): Promise<Snapshot> {
  const store = await mongoose.createConnection(mongoUri).asPromise();
  const temporal = await Connection.connect({ address: temporalAddress });
  try {
    const read = async <T>(service: string, collection: string): Promise<T[]> =>
      (await store.useDb(database(service)).collection(collection).find({}).toArray()) as unknown as T[];
    const logs = {} as Snapshot['logs'];
    for (const service of SERVICES) {
      logs[service] = (await read<EventRecord>(service, 'events')).sort((a, b) => a._id - b._id);
    }
    const pending: string[] = [];
    for (const [service, collections] of OUTBOXES) {
      for (const collection of collections) {
        for (const doc of await read<{ _id: string; pending?: unknown[] }>(service, collection)) {
          if ((doc.pending ?? []).length > 0) pending.push(`${service}/${collection}/${doc._id}`);
        }
      }
    }
    const parked: string[] = [];
    let redelivered = 0;
    for (const service of CONSUMING) {
      for (const event of await read<{ _id: string }>(service, 'parked_events')) parked.push(`${service}/${event._id}`);
      for (const doc of await read<{ redelivered: number }>(service, 'consumer_positions'))
        redelivered += doc.redelivered;
    }
    const customers = await read<CustomerRecord & { tombstone?: boolean }>('customer', 'customers');
    return {
      customers: customers.filter((customer) => !customer.tombstone),
      ownerships: await read('assignment', 'lead_ownerships'),
      decisions: await read('assignment', 'decisions'),
      holdings: await read('assignment', 'holdings'),
      obligations: await read('follow-up', 'obligations'),
      followUps: await read('follow-up', 'follow_ups'),
      notifications: await read('notification', 'notifications'),
      timeline: await read('insight', 'timeline_entries'),
      logs,
      pending,
      parked,
      redelivered,
      histories: await readHistories(new Client({ connection: temporal })),
    };
  } finally {
    await temporal.close();
    await store.close();
  }
}
