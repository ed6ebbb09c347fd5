import { type AggregateDoc, aggregateSchema } from '@fairlead/service-kit';
import type { Connection, Model } from 'mongoose';
import type { Registration } from '../domain/registration';
import type { RegistrationPolicy } from '../domain/registration-policy';

export type RegistrationDoc = AggregateDoc<Registration>;

const text = { type: String, default: '' };
const optionalDate = { type: Date, required: false };

const prospect = {
  _id: false,
  type: { type: String },
  displayName: String,
  country: text,
  region: text,
  city: text,
  phone: text,
  email: text,
  externalRef: text,
  productLine: text,
  expectedAmount: { type: { _id: false, currencyCode: String, minorUnits: Number }, required: false },
  expectedCloseDate: text,
  note: text,
};

const contest = {
  _id: false,
  id: String,
  state: String,
  time: Date,
  deadline: Date,
  escalated: Boolean,
  registrantId: String,
  registrantTeamPath: [String],
  contestantId: String,
  contestantTeamId: text,
  contestantTeamPath: [String],
  decidingTeamId: text,
  reason: String,
  evidence: String,
  evidenceLink: text,
  endTime: optionalDate,
  decidedBy: text,
  decisionReason: text,
};

export const registrationModel = (connection: Connection): Model<RegistrationDoc> =>
  connection.model(
    'Registration',
    aggregateSchema<Registration>(
      {
        ownerId: text,
        teamId: text,
        teamPath: [String],
        prospect,
        state: String,
        conflictId: String,
        slot: Number,
        protectedUntil: Date,
        remindAt: optionalDate,
        extensions: [{ _id: false, time: Date, evidence: String, evidenceLink: text, protectedUntil: Date }],
        contests: [contest],
        contestants: [String],
        contestTeams: [String],
        contestCount: Number,
        contestDue: optionalDate,
        customerId: text,
        createdBy: text,
        handover: {
          type: { _id: false, handoverId: String, from: { ownerId: String, teamId: text, teamPath: [String] } },
          required: false,
        },
        endTime: optionalDate,
        tombstone: { type: Boolean, required: false },
      } as never,
      'registrations',
      [
        { serves: 'registration_of_a_conflict', fields: { conflictId: 1 }, options: { unique: true } },
        { serves: 'list_of_a_registrant', fields: { ownerId: 1, protectedUntil: 1, _id: 1 } },
        { serves: 'list_of_a_team_tree', fields: { teamPath: 1, protectedUntil: 1, _id: 1 } },
        { serves: 'list_of_all', fields: { protectedUntil: 1, _id: 1 } },
        { serves: 'list_by_creation', fields: { createTime: 1, _id: 1 } },
        { serves: 'contests_of_a_contestant', fields: { contestants: 1, updateTime: -1, _id: -1 } },
        { serves: 'contests_of_a_team_tree', fields: { contestTeams: 1, updateTime: -1, _id: -1 } },
        { serves: 'open_contests', fields: { contestDue: 1, _id: 1 }, options: { sparse: true } },
      ],
    ),
  ) as unknown as Model<RegistrationDoc>;

export type RegistrationPolicyDoc = AggregateDoc<RegistrationPolicy>;

export const registrationPolicyModel = (connection: Connection): Model<RegistrationPolicyDoc> =>
  connection.model(
    'RegistrationPolicy',
    aggregateSchema<RegistrationPolicy>(
      {
        protectionMs: Number,
        reminderMs: Number,
        extensions: Number,
        extensionMs: Number,
        contestMs: Number,
        mostPerRegistrant: Number,
      } as never,
      'registration_policies',
    ),
  ) as unknown as Model<RegistrationPolicyDoc>;
