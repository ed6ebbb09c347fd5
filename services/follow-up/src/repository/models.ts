import { type AggregateDoc, type AnyModel, aggregateSchema } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { BusinessCalendar } from '../domain/business-calendar';
import type { ClockMove } from '../domain/clock-move';
import type { ClockPolicy } from '../domain/clock-policy';
import type { FollowUp } from '../domain/follow-up';
import type { Obligation } from '../domain/obligation';
import type { PlaybookRound } from '../domain/playbook-round';
import type { Task } from '../domain/task';

export type FollowUpDoc = AggregateDoc<FollowUp>;
export type TaskDoc = AggregateDoc<Task>;
export type ObligationDoc = AggregateDoc<Obligation>;
export type CalendarDoc = AggregateDoc<BusinessCalendar>;
export type ClockMoveDoc = AggregateDoc<ClockMove>;
export type PlaybookRoundDoc = AggregateDoc<PlaybookRound>;
export type PolicyDoc = AggregateDoc<ClockPolicy>;

const text = { type: String, default: '' };
const optionalDate = { type: Date, required: false };
const slot = { _id: false, from: String, to: String };
const onceByCommand = {
  serves: 'one_record_per_command',
  fields: { commandKey: 1 } as const,
  options: { unique: true },
};

const followUpFields = {
  customerId: String,
  cycle: Number,
  ownerId: text,
  teamId: text,
  teamPath: [String],
  ownershipRevision: Number,
  occurTime: Date,
  method: String,
  outcome: String,
  contact: Boolean,
  content: String,
  nextStep: text,
  nextStepDue: optionalDate,
  taskId: text,
  author: String,
};

const taskFields = {
  customerId: String,
  ownerId: String,
  teamId: text,
  teamPath: [String],
  title: String,
  dueTime: Date,
  doneTime: optionalDate,
  followUpId: text,
  playbookItem: { type: String, required: false },
  ownershipRevision: Number,
};

const rest = [{ _id: false, id: String, ms: Number }];

const obligationFields = {
  kind: String,
  subject: String,
  key: { type: String, required: false },
  cycle: Number,
  ownerId: String,
  teamId: String,
  teamPath: [String],
  state: String,
  openTime: Date,
  dueTime: Date,
  closeTime: optionalDate,
  levels: [
    {
      _id: false,
      id: String,
      dueTime: Date,
      recordTime: optionalDate,
      recipients: [{ _id: false, repId: String, role: String }],
    },
  ],
  policyId: String,
  policyVersion: Number,
  calendarId: String,
  calendarVersion: Number,
  beyondHolidayData: Boolean,
  leavesRevision: Number,
  held: { type: { _id: false, by: String, since: Date, rest, elapsedMs: Number }, required: false },
  resumed: { type: { _id: false, at: Date, rest, elapsedMs: Number }, required: false },
  pauses: { type: [{ _id: false, from: Date, to: Date, reason: text }], default: undefined },
  ownershipRevision: { type: Number, required: false },
  movedBy: { type: String, required: false },
};

const moveFields = {
  target: String,
  targetId: String,
  version: Number,
  state: String,
  publishTime: Date,
  endTime: optionalDate,
  totalCount: Number,
  movedCount: Number,
};

const roundFields = {
  stage: String,
  items: [String],
  publishTime: Date,
  state: String,
  pageToken: text,
  lookedCount: Number,
  endTime: optionalDate,
};

const calendarFields = {
  displayName: String,
  version: Number,
  timeZone: String,
  weekly: Schema.Types.Mixed,
  holidayRegion: String,
  exceptions: [{ _id: false, date: String, slots: [slot], label: text }],
  moveTo: { type: Number, required: false },
  commandKey: String,
};

const policyFields = {
  kind: String,
  version: Number,
  durationMs: Number,
  reminderFractions: [Number],
  graceMs: Number,
  escalations: { type: [{ _id: false, afterMs: Number, role: String }], default: undefined },
  conditions: { type: Schema.Types.Mixed, required: false },
  priority: { type: Number, required: false },
  active: { type: Boolean, required: false },
  calendarId: { type: String, required: false },
  moveTo: { type: Number, required: false },
  commandKey: String,
};

/** The aggregates of this service. */
export function aggregateModels(connection: Connection) {
  const model = <T>(name: string, schema: Schema) => connection.model(name, schema) as unknown as Model<T>;
  return {
    followUps: model<FollowUpDoc>(
      'FollowUp',
      aggregateSchema<FollowUp>(followUpFields as never, 'follow_ups', [
        { serves: 'follow_ups_of_a_customer', fields: { customerId: 1, occurTime: -1, _id: -1 } },
        { serves: 'contact_of_a_cycle', fields: { customerId: 1, cycle: 1, contact: 1 } },
      ]),
    ),
    tasks: model<TaskDoc>(
      'Task',
      aggregateSchema<Task>(taskFields as never, 'tasks', [
        { serves: 'tasks_of_an_owner', fields: { ownerId: 1, dueTime: 1, _id: 1 } },
        { serves: 'tasks_of_a_team_tree', fields: { teamPath: 1, dueTime: 1, _id: 1 } },
        { serves: 'tasks_of_a_customer', fields: { customerId: 1, dueTime: 1, _id: 1 } },
        { serves: 'tasks_of_all', fields: { dueTime: 1, _id: 1 } },
      ]),
    ),
    obligations: model<ObligationDoc>(
      'Obligation',
      aggregateSchema<Obligation>(obligationFields as never, 'obligations', [
        { serves: 'obligations_of_an_owner', fields: { ownerId: 1, state: 1, dueTime: 1, _id: 1 } },
        { serves: 'obligations_of_a_team_tree', fields: { teamPath: 1, state: 1, dueTime: 1, _id: 1 } },
        { serves: 'obligations_of_a_subject', fields: { subject: 1, dueTime: 1, _id: 1 } },
        { serves: 'obligations_by_due', fields: { state: 1, dueTime: 1, _id: 1 } },
        { serves: 'obligations_of_an_owner_in_any_state', fields: { ownerId: 1, dueTime: 1, _id: 1 } },
        { serves: 'obligations_of_a_team_tree_in_any_state', fields: { teamPath: 1, dueTime: 1, _id: 1 } },
        { serves: 'obligations_in_any_state', fields: { dueTime: 1, _id: 1 } },
        { serves: 'clocks_of_a_policy', fields: { policyId: 1, state: 1, _id: 1 } },
        { serves: 'clocks_of_a_calendar', fields: { calendarId: 1, state: 1, _id: 1 } },
        { serves: 'clocks_moved_by_a_publication', fields: { movedBy: 1 } },
      ]),
    ),
    calendars: model<CalendarDoc>(
      'Calendar',
      aggregateSchema<BusinessCalendar>(calendarFields as never, 'calendars', [onceByCommand]),
    ),
    policies: model<PolicyDoc>(
      'ClockPolicy',
      aggregateSchema<ClockPolicy>(policyFields as never, 'clock_policies', [
        onceByCommand,
        { serves: 'policies_of_a_kind', fields: { kind: 1, _id: 1 } },
      ]),
    ),
    rounds: model<PlaybookRoundDoc>(
      'PlaybookRound',
      aggregateSchema<PlaybookRound>(roundFields as never, 'playbook_rounds', [
        { serves: 'rounds_under_way', fields: { state: 1, _id: 1 } },
      ]),
    ),
    moves: model<ClockMoveDoc>(
      'ClockMove',
      aggregateSchema<ClockMove>(moveFields as never, 'clock_moves', [
        { serves: 'moves_newest_first', fields: { publishTime: -1, _id: -1 } },
        { serves: 'moves_under_way', fields: { state: 1, _id: 1 } },
      ]),
    ),
  };
}

export type AggregateModels = ReturnType<typeof aggregateModels>;
export const listModels = (models: object): AnyModel[] => Object.values(models);
