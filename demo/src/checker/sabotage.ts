import { Client, Connection } from '@temporalio/client';
import mongoose from 'mongoose';
import type { StoreAddresses } from './snapshot';

/** Damages that a check must find. */
export const SABOTAGES = ['remove-event', 'remove-reminder', 'remove-history', 'double-effect'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

/** Damages exactly one thing in the stores; answers how to undo it, where that is possible. */
export async function sabotage(kind: Sabotage, addresses: StoreAddresses): Promise<() => Promise<void>> {
  const store = await mongoose.createConnection(addresses.mongoUri).asPromise();
  const collection = (database: string, name: string) => store.useDb(`fairlead_${database}`).collection(name);
  const take = async (database: string, name: string, filter: object) => {
    const found = await collection(database, name).findOne(filter);
    if (!found) throw new Error(`There is nothing to remove in ${database}/${name}.`);
    await collection(database, name).deleteOne({ _id: found._id });
    return async () => {
      await collection(database, name).insertOne(found);
      await store.close();
    };
  };
  switch (kind) {
    case 'remove-event':
      return take('assignment', 'events', { type: 'crm.assignment.lead.assigned.v1' });
    case 'remove-reminder': {
      const reminder = (await collection('notification', 'notifications').find({}).toArray()).find((message) =>
        /:reminder-1:/.test(String(message._id)),
      );
      return take('notification', 'notifications', { _id: reminder?._id });
    }
    case 'double-effect': {
      const message = await collection('notification', 'notifications').findOne({});
      const twin = { ...message, _id: `${message?._id}:again` as never };
      await collection('notification', 'notifications').insertOne(twin);
      return async () => {
        await collection('notification', 'notifications').deleteOne({ _id: twin._id });
        await store.close();
      };
    }
    case 'remove-history': {
      await store.close();
      await removeHistory(addresses.temporalAddress);
      return async () => undefined;
    }
  }
}

async function removeHistory(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  for await (const { workflowId, runId } of client.workflow.list({ query: 'WorkflowType = "leadSla"' })) {
    const workflowExecution = { workflowId, runId };
    await connection.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution });
    // Deletion is carried out by the server a moment later.
    for (let tries = 0; tries < 100; tries += 1) {
      const gone = await client.workflow
        .getHandle(workflowId, runId)
        .fetchHistory()
        .then(
          () => false,
          () => true,
        );
      if (gone) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    break;
  }
  await connection.close();
}
