import type { CopyDoc } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { ObligationFact } from '../domain/attainment';
import type { CustomerFact, PoolMoveFact } from '../domain/facts';

const text = { type: String, default: '' };
const place = { _id: String, ownerId: text, teamId: text, teamPath: [String], revision: Number };

/** What the dashboards count; all of it can be built anew. */
export function factModels(connection: Connection) {
  const model = <T>(name: string, collection: string, fields: object, indexes: [string, Record<string, 1>][]) => {
    const schema = new Schema({ ...place, ...fields } as never, { collection, versionKey: false, minimize: false });
    for (const [serves, keys] of indexes) schema.index(keys, { name: serves });
    return connection.model(name, schema) as unknown as Model<CopyDoc<T>>;
  };
  return {
    obligations: model<ObligationFact>(
      'ObligationFact',
      'obligation_facts',
      { kind: String, subject: String, state: String, dueTime: Date, closeTime: { type: Date, default: null } },
      [
        ['due_of_an_owner', { ownerId: 1, state: 1, dueTime: 1 }],
        ['due_of_a_team_tree', { teamPath: 1, state: 1, dueTime: 1 }],
        ['due_of_all', { state: 1, dueTime: 1 }],
        ['first_contacts_of_a_period', { kind: 1, dueTime: 1 }],
      ],
    ),
    customers: model<CustomerFact>(
      'CustomerFact',
      'customer_facts',
      { state: String, stage: String, createdBy: text },
      [
        ['funnel_of_an_owner', { ownerId: 1, state: 1, stage: 1 }],
        ['funnel_of_a_team_tree', { teamPath: 1, state: 1, stage: 1 }],
        ['funnel_of_all', { state: 1, stage: 1 }],
      ],
    ),
    poolMoves: model<PoolMoveFact>('PoolMoveFact', 'pool_moves', { customerId: String, reason: String, time: Date }, [
      ['moves_of_a_team_tree', { teamPath: 1, time: 1 }],
      ['moves_of_a_period', { time: 1 }],
    ]),
  };
}

export type FactModels = ReturnType<typeof factModels>;
