import { type AggregateDoc, aggregateSchema } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Customer } from '../domain/customer';
import type { MatchPolicy } from '../domain/match-policy';
import type { Playbook } from '../domain/playbook';

export type CustomerDoc = AggregateDoc<Customer>;

const text = { type: String, default: '' };

export const customerModel = (connection: Connection): Model<CustomerDoc> =>
  connection.model(
    'Customer',
    aggregateSchema<Customer>(
      {
        type: String,
        state: String,
        stage: String,
        displayName: String,
        country: text,
        region: text,
        city: text,
        address: text,
        industry: text,
        source: text,
        productLine: text,
        language: text,
        valueLevel: String,
        phone: text,
        email: text,
        contacts: [{ _id: false, id: String, name: String, title: text, phone: text, email: text }],
        tags: [String],
        externalRef: text,
        ownership: {
          _id: false,
          ownerId: text,
          teamId: text,
          teamPath: [String],
          poolId: text,
          cycle: Number,
          revision: Number,
          since: { type: Date, required: false },
          maskedFields: [String],
          reopenedCycle: { type: Number, required: false },
        },
        createdBy: String,
        convertTime: { type: Date, required: false },
        lostReason: text,
        lastContactTime: { type: Date, required: false },
        orders: {
          type: {
            _id: false,
            count: Number,
            lastOrderDate: String,
            totals: [{ _id: false, currencyCode: String, minorUnits: Number }],
            sequence: Number,
          },
          required: false,
        },
        checklist: { type: [{ _id: false, item: String, time: Date, author: String }], default: undefined },
        stageOverrides: {
          type: [
            { _id: false, time: Date, author: String, from: String, to: String, reason: String, missing: [String] },
          ],
          default: undefined,
        },
        tombstone: { type: Boolean, required: false },
      } as never,
      'customers',
      [
        { serves: 'list_of_an_owner', fields: { 'ownership.ownerId': 1, updateTime: -1, _id: 1 } },
        { serves: 'list_of_a_team_tree', fields: { 'ownership.teamPath': 1, updateTime: -1, _id: 1 } },
        { serves: 'list_of_all', fields: { updateTime: -1, _id: 1 } },
        { serves: 'customers_of_a_stage', fields: { stage: 1, createTime: -1, _id: 1 } },
      ],
    ),
  ) as unknown as Model<CustomerDoc>;

/** Who was first to hold a value; the value itself is the id, so two can never hold it. */
export interface MatchKeyDoc {
  /** `phone:+49…`, `mail:…`, `ref:…` or `name:…`. */
  _id: string;
  /** The record that holds it: a customer, or a registration among the keys of registrations. */
  customerId: string;
  reservedAt: Date;
}

const keyModel = (connection: Connection, name: string, collection: string): Model<MatchKeyDoc> => {
  const schema = new Schema<MatchKeyDoc>(
    { _id: String, customerId: String, reservedAt: Date },
    { collection, versionKey: false },
  );
  schema.index({ customerId: 1 }, { name: 'keys_of_a_customer' });
  return connection.model(name, schema) as unknown as Model<MatchKeyDoc>;
};

export const matchKeyModel = (connection: Connection) => keyModel(connection, 'MatchKey', 'match_keys');

/** The same for registered prospects. They are kept apart: a registration may end, and a customer may be registered. */
export const registrationKeyModel = (connection: Connection) =>
  keyModel(connection, 'RegistrationKey', 'registration_keys');

export type PlaybookDoc = AggregateDoc<Playbook>;

const bilingual = { _id: false, en: String, zh: String };
const criterion = { _id: false, id: String, expression: String, text: bilingual, customerTypes: [String] };

export const playbookModel = (connection: Connection): Model<PlaybookDoc> =>
  connection.model(
    'Playbook',
    aggregateSchema<Playbook>(
      {
        stages: [
          {
            _id: false,
            stage: String,
            items: [
              {
                _id: false,
                id: String,
                title: bilingual,
                required: Boolean,
                taskAfterMs: { type: Number, required: false },
                customerTypes: [String],
              },
            ],
            entryCriteria: [criterion],
            exitCriteria: [criterion],
          },
        ],
      } as never,
      'playbooks',
      [],
    ),
  ) as unknown as Model<PlaybookDoc>;

export type MatchPolicyDoc = AggregateDoc<MatchPolicy>;

export const matchPolicyModel = (connection: Connection): Model<MatchPolicyDoc> =>
  connection.model(
    'MatchPolicy',
    aggregateSchema<MatchPolicy>({ phone: String, email: String, companyName: String } as never, 'match_policies', []),
  ) as unknown as Model<MatchPolicyDoc>;
