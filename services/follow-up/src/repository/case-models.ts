import { type AggregateDoc, aggregateSchema } from '@fairlead/service-kit';
import type { Connection, Model, Schema } from 'mongoose';
import type { Case } from '../domain/case';
import type { CaseNote } from '../domain/case-note';
import type { CaseSettings } from '../domain/case-settings';

export type CaseDoc = AggregateDoc<Case>;
export type CaseNoteDoc = AggregateDoc<CaseNote>;
export type CaseSettingsDoc = AggregateDoc<CaseSettings>;

const text = { type: String, default: '' };
const optionalDate = { type: Date, required: false };

const caseFields = {
  kind: String,
  subtype: text,
  customerId: String,
  subjectLine: String,
  description: text,
  channel: String,
  priority: String,
  productRef: text,
  orderRef: text,
  skill: text,
  language: text,
  requester: text,
  state: String,
  cycle: Number,
  startTime: Date,
  cycleTime: Date,
  assigneeId: text,
  assigneeTeamId: text,
  assigneeTeamPath: [String],
  dispatchReason: { type: String, required: false },
  ownerId: text,
  customerTeamId: text,
  customerTeamPath: [String],
  ownershipRevision: Number,
  responseTime: optionalDate,
  resolveTime: optionalDate,
  closeTime: optionalDate,
  resolution: text,
  waiting: { type: { _id: false, from: Date, until: Date, reason: String }, required: false },
  continueTime: optionalDate,
  mergedInto: text,
  mergedFrom: [String],
  linkedCaseId: text,
  followUpId: text,
  clockPriority: String,
  level: String,
  dueTime: Date,
  ratings: [
    {
      _id: false,
      cycle: Number,
      time: Date,
      csat: Number,
      nps: { type: Number, required: false },
      comment: text,
      poor: Boolean,
    },
  ],
  dispatchTime: optionalDate,
  undispatched: Boolean,
  surveyReminderTime: optionalDate,
  objectionEnd: optionalDate,
  reopenUntil: optionalDate,
  live: Boolean,
  advanceTime: optionalDate,
};

const noteFields = { caseId: String, customerId: String, author: String, text: String };

const settingsFields = {
  detection: Boolean,
  words: [String],
  negations: [String],
  objectionMs: Number,
  reopeningMs: Number,
  surveyReminderMs: Number,
  poorRating: Number,
};

/** The aggregates of complaints and service requests. */
export function caseModels(connection: Connection) {
  const model = <T>(name: string, schema: Schema) => connection.model(name, schema) as unknown as Model<T>;
  return {
    cases: model<CaseDoc>(
      'Case',
      aggregateSchema<Case>(caseFields as never, 'cases', [
        { serves: 'cases_of_an_agent', fields: { assigneeId: 1, state: 1, dueTime: 1, _id: 1 } },
        { serves: 'cases_of_an_owner', fields: { ownerId: 1, dueTime: 1, _id: 1 } },
        { serves: 'cases_of_agents_of_a_team_tree', fields: { assigneeTeamPath: 1, dueTime: 1, _id: 1 } },
        { serves: 'cases_of_customers_of_a_team_tree', fields: { customerTeamPath: 1, dueTime: 1, _id: 1 } },
        { serves: 'cases_of_a_customer', fields: { customerId: 1, _id: 1 } },
        { serves: 'cases_in_a_state', fields: { state: 1, dueTime: 1, _id: 1 } },
        { serves: 'cases_by_due', fields: { dueTime: 1, _id: 1 } },
        { serves: 'newest_cases', fields: { createTime: -1, _id: -1 } },
        { serves: 'cases_whose_time_is_kept', fields: { live: 1, dueTime: 1, _id: 1 } },
      ]),
    ),
    caseNotes: model<CaseNoteDoc>(
      'CaseNote',
      aggregateSchema<CaseNote>(noteFields as never, 'case_notes', [
        { serves: 'notes_of_a_case', fields: { caseId: 1, createTime: -1, _id: -1 } },
      ]),
    ),
    caseSettings: model<CaseSettingsDoc>(
      'CaseSettings',
      aggregateSchema<CaseSettings>(settingsFields as never, 'case_settings'),
    ),
  };
}

export type CaseModels = ReturnType<typeof caseModels>;
