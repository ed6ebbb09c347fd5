import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import mongoose from 'mongoose';
import type { StoreAddresses } from './snapshot';

/** Damages that a check must find. */
export const SABOTAGES = ['remove-event', 'remove-reminder', 'remove-history', 'double-effect'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

/** The gRPC code. */
const NOT_FOUND = 5;
const DELETE_TRIES = 60;

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

/** Deletes every run of one workflow and waits until the server has carried that out, which it does some time later. */
async function removeHistory(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection });
  const runs = async (query: string) => {
    const found: { workflowId: string; runId: string }[] = [];
    for await (const { workflowId, runId } of workflow.list({ query })) found.push({ workflowId, runId });
    return found;
  };
  try {
    const [victim] = await runs('WorkflowType = "leadSla" AND ExecutionStatus != "Running"');
    if (!victim) throw new Error('There is no history to remove.');
    const ofVictim = `WorkflowId = "${victim.workflowId}"`;
    for (let tries = 0; tries < DELETE_TRIES; tries += 1) {
      const left = await runs(ofVictim);
      if (left.length === 0) return;
      for (const workflowExecution of left) {
        await connection.workflowService
          .deleteWorkflowExecution({ namespace: 'default', workflowExecution })
          .catch(ignoreNotFound);
      }
      await sleep(500);
    }
    throw new Error(`The server did not delete ${victim.workflowId}.`);
  } finally {
    await connection.close();
  }
}

function ignoreNotFound(error: unknown): void {
  if (!(isGrpcServiceError(error) && error.code === NOT_FOUND)) throw error;
}
