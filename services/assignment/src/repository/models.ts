import { type AggregateDoc, aggregateSchema, type NamedIndex } from '@fairlead/service-kit';
import type { Connection, Model, SchemaDefinition } from 'mongoose';
import type { Decision } from '../domain/decision';
import type { Handover } from '../domain/handover';
import type { HandoverItem, HandoverNote } from '../domain/handover-item';
import type { Holding } from '../domain/holding';
import type { LeadOwnership } from '../domain/ownership';
import type { Rep } from '../domain/rep';
import type { Publication, RuleSet } from '../domain/rule-set';
import type { Team } from '../domain/team';
import { handoverModels } from './handover-models';

export type TeamDoc = AggregateDoc<Team>;
export type RepDoc = AggregateDoc<Rep>;
export type RuleSetDoc = AggregateDoc<RuleSet>;
export type PublicationDoc = AggregateDoc<Publication>;
export type DecisionDoc = AggregateDoc<Decision>;
export type LeadOwnershipDoc = AggregateDoc<LeadOwnership>;
export type HoldingDoc = AggregateDoc<Holding>;
export type HandoverDoc = AggregateDoc<Handover>;
export type HandoverItemDoc = AggregateDoc<HandoverItem>;
export type HandoverNoteDoc = AggregateDoc<HandoverNote>;

const text = { type: String, default: '' };
const optionalDate = { type: Date, required: false };

const decisionFields = {
  leadId: String,
  cycle: Number,
  time: Date,
  kind: String,
  ruleSetVersion: Number,
  ruleId: text,
  ownerId: text,
  teamId: text,
  poolId: text,
  reason: text,
  inputsJson: text,
  candidates: [{ _id: false, repId: String, ruleId: String, openLeads: Number, rejectedBecause: text }],
  actor: String,
};

const attributeFields = {
  type: text,
  country: text,
  region: text,
  city: text,
  industry: text,
  source: text,
  productLine: text,
  valueLevel: text,
};

const byCommand: NamedIndex = {
  serves: 'find_by_creating_command',
  fields: { commandKey: 1 },
  options: { unique: true, sparse: true },
};

/** The aggregates of this service on one connection. */
export interface Models {
  teams: Model<TeamDoc>;
  reps: Model<RepDoc>;
  ruleSets: Model<RuleSetDoc>;
  publications: Model<PublicationDoc>;
  decisions: Model<DecisionDoc>;
  ownerships: Model<LeadOwnershipDoc>;
  holdings: Model<HoldingDoc>;
  handovers: Model<HandoverDoc>;
  handoverItems: Model<HandoverItemDoc>;
  handoverNotes: Model<HandoverNoteDoc>;
}

export function createModels(connection: Connection): Models {
  const model = <S>(name: string, fields: SchemaDefinition, collection: string, indexes: NamedIndex[] = []) =>
    connection.model(name, aggregateSchema<S>(fields as SchemaDefinition<S>, collection, indexes)) as unknown as Model<
      AggregateDoc<S>
    >;
  return {
    teams: model<Team>(
      'Team',
      {
        displayName: String,
        parentId: text,
        path: [String],
        managerId: text,
        calendarId: text,
        poolPolicy: { coolDownSeconds: Number, holdingLimit: Number },
        commandKey: String,
      },
      'teams',
      [byCommand, { serves: 'teams_of_a_tree', fields: { path: 1, _id: 1 } }],
    ),
    reps: model<Rep>(
      'Rep',
      {
        displayName: String,
        teamId: String,
        territories: [String],
        skills: [String],
        capacityWeight: Number,
        active: Boolean,
        leaves: [{ _id: false, id: String, from: Date, to: Date }],
        commandKey: String,
      },
      'reps',
      [byCommand, { serves: 'reps_of_a_team', fields: { teamId: 1, _id: 1 } }],
    ),
    ruleSets: model<RuleSet>(
      'RuleSet',
      {
        version: Number,
        rules: [{ _id: false, id: String, condition: String, teamIds: [String], repCondition: text, balance: String }],
        fallbackTeamId: String,
        description: text,
        publishTime: optionalDate,
        commandKey: String,
      },
      'rule_sets',
      [byCommand, { serves: 'newest_version', fields: { version: -1 }, options: { unique: true } }],
    ),
    publications: model<Publication>('Publication', { version: Number, publishTime: optionalDate }, 'publications'),
    decisions: model<Decision>('Decision', decisionFields, 'decisions'),
    ownerships: model<LeadOwnership>(
      'LeadOwnership',
      {
        ownerId: text,
        teamId: text,
        teamPath: [String],
        poolId: text,
        cycle: Number,
        since: optionalDate,
        barredRepId: text,
        barredUntil: optionalDate,
        poolReason: text,
        pooledAt: optionalDate,
        closedAs: text,
        createdBy: text,
        attributes: attributeFields,
        decision: { type: { _id: false, ...decisionFields }, required: false },
        handover: {
          type: { _id: false, handoverId: String, direction: String, cycle: Number },
          required: false,
        },
      },
      'lead_ownerships',
      [
        { serves: 'leads_of_a_pool_longest_waiting_first', fields: { poolId: 1, closedAs: 1, pooledAt: 1, _id: 1 } },
        { serves: 'open_leads_with_an_owner', fields: { closedAs: 1, _id: 1 } },
        { serves: 'everything_of_an_owner', fields: { ownerId: 1, _id: 1 } },
      ],
    ),
    holdings: model<Holding>(
      'Holding',
      {
        entries: [{ _id: false, leadId: String, ownershipRevision: Number, state: String, reservedAt: Date }],
        lastAssignedAt: optionalDate,
      },
      'holdings',
    ),
    ...handoverModels(model),
  };
}
