import { type AggregateDoc, aggregateSchema, type NamedIndex } from '@fairlead/service-kit';
import { type Connection, type Model, Schema, type SchemaDefinition } from 'mongoose';
import type { Decision } from '../domain/decision';
import type { Handover } from '../domain/handover';
import type { HandoverItem, HandoverNote } from '../domain/handover-item';
import type { Holding } from '../domain/holding';
import type { LeadOwnership } from '../domain/ownership';
import type { Pool } from '../domain/pool';
import type { RecyclePlan } from '../domain/recycle-plan';
import type { Rep } from '../domain/rep';
import type { Publication, RuleSet } from '../domain/rule-set';
import type { Stay } from '../domain/stay';
import type { Team } from '../domain/team';
import type { WhatIf } from '../domain/what-if';
import { handoverModels } from './handover-models';

export type TeamDoc = AggregateDoc<Team>;
export type RepDoc = AggregateDoc<Rep>;
export type RuleSetDoc = AggregateDoc<RuleSet>;
export type PublicationDoc = AggregateDoc<Publication>;
export type DecisionDoc = AggregateDoc<Decision>;
export type LeadOwnershipDoc = AggregateDoc<LeadOwnership>;
export type HoldingDoc = AggregateDoc<Holding>;
export type WhatIfDoc = AggregateDoc<WhatIf>;
export type PoolDoc = AggregateDoc<Pool>;
export type StayDoc = AggregateDoc<Stay>;
export type RecyclePlanDoc = AggregateDoc<RecyclePlan>;
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
  // Of decisions older than the ledger.
  candidates: {
    type: [{ _id: false, repId: String, ruleId: String, openLeads: Number, rejectedBecause: text }],
    default: undefined,
  },
  actor: String,
  sequence: { type: Number, required: false },
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
  language: text,
};

const stayFields = {
  leadId: String,
  number: Number,
  ownerId: text,
  teamId: text,
  poolId: text,
  cycle: Number,
  from: Date,
  came: String,
  note: text,
  actor: text,
};

const termsFields = {
  recycleDays: Number,
  warnDays: Number,
  exemptDraftOrders: Boolean,
  claimers: String,
  claimerRepIds: [String],
  requiredSkills: [String],
  claimsPerDay: Number,
  holdingLimit: Number,
  coolDownSeconds: Number,
  protectionDays: Number,
  maskedFields: [String],
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
  whatIfs: Model<WhatIfDoc>;
  pools: Model<PoolDoc>;
  stays: Model<StayDoc>;
  recyclePlans: Model<RecyclePlanDoc>;
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
        level: { type: Number, default: 0 },
        languages: [String],
        dailyQuota: { type: Number, default: 0 },
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
        rules: [
          {
            _id: false,
            id: String,
            condition: String,
            teamIds: [String],
            repCondition: text,
            balance: String,
            workingHoursOnly: { type: Boolean, default: false },
            waitSeconds: { type: Number, default: 0 },
            priority: { type: Number, default: 0 },
            overflowTeamId: text,
          },
        ],
        fallbackTeamId: String,
        knownOwnerFirst: { type: Boolean, default: false },
        description: text,
        publishTime: optionalDate,
        commandKey: String,
      },
      'rule_sets',
      [byCommand, { serves: 'newest_version', fields: { version: -1 }, options: { unique: true } }],
    ),
    publications: model<Publication>('Publication', { version: Number, publishTime: optionalDate }, 'publications'),
    decisions: model<Decision>('Decision', decisionFields, 'decisions', [
      { serves: 'claims_since', fields: { kind: 1, time: 1, _id: 1 } },
    ]),
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
        knownCustomerId: text,
        waitUntil: optionalDate,
        decision: { type: { _id: false, ...decisionFields }, required: false },
        stay: { type: { _id: false, ...stayFields }, required: false },
        lost: { type: Boolean, required: false },
        lostRevision: { type: Number, required: false },
        reopenedCycle: { type: Number, required: false },
        protectedUntil: optionalDate,
        handover: {
          type: { _id: false, handoverId: String, direction: String, cycle: Number },
          required: false,
        },
      },
      'lead_ownerships',
      [
        { serves: 'leads_of_a_pool_longest_waiting_first', fields: { poolId: 1, closedAs: 1, pooledAt: 1, _id: 1 } },
        { serves: 'open_leads_with_an_owner', fields: { closedAs: 1, _id: 1 } },
        { serves: 'open_leads_of_a_team', fields: { teamId: 1, closedAs: 1, _id: 1 } },
        { serves: 'everything_of_an_owner', fields: { ownerId: 1, _id: 1 } },
      ],
    ),
    holdings: model<Holding>(
      'Holding',
      {
        entries: [
          {
            _id: false,
            leadId: String,
            ownershipRevision: Number,
            state: String,
            reservedAt: Date,
            claim: { type: { _id: false, poolId: String, day: String, cycle: Number }, required: false },
          },
        ],
        lastAssignedAt: optionalDate,
        claims: [{ _id: false, leadId: String, cycle: Number, poolId: String, day: String, claimedAt: Date }],
      },
      'holdings',
    ),
    whatIfs: model<WhatIf>(
      'WhatIf',
      {
        ruleSetVersion: Number,
        from: Date,
        to: Date,
        actor: String,
        state: String,
        decidedCount: Number,
        totalCount: Number,
        failure: text,
        heldUntil: Date,
        result: { type: Schema.Types.Mixed, required: false },
      },
      'what_ifs',
      [
        { serves: 'newest_of_everybody', fields: { createTime: -1, _id: -1 } },
        { serves: 'newest_of_a_person', fields: { actor: 1, createTime: -1, _id: -1 } },
        { serves: 'those_that_run', fields: { state: 1, heldUntil: 1 } },
      ],
    ),
    pools: model<Pool>(
      'Pool',
      {
        teamId: String,
        displayName: text,
        regions: [String],
        productLines: [String],
        closed: Boolean,
        movedToPoolId: text,
        terms: { type: { _id: false, ...termsFields } },
        levelTerms: [{ _id: false, valueLevel: String, terms: { type: { _id: false, ...termsFields } } }],
        takesLost: Boolean,
        commandKey: { type: String, required: false },
      },
      'pools',
      [
        byCommand,
        { serves: 'pools_of_a_team', fields: { teamId: 1, _id: 1 } },
        { serves: 'closed_pools', fields: { closed: 1, _id: 1 } },
      ],
    ),
    stays: model<Stay>('Stay', stayFields, 'stays'),
    recyclePlans: model<RecyclePlan>(
      'RecyclePlan',
      {
        cycle: Number,
        ownerId: text,
        teamId: text,
        contactAt: Date,
        protectedUntil: optionalDate,
        recycleDays: Number,
        warnDays: Number,
        recycleAt: optionalDate,
        warnAt: optionalDate,
        dueAt: optionalDate,
      },
      'recycle_plans',
      [{ serves: 'plans_that_are_due', fields: { dueAt: 1, _id: 1 } }],
    ),
    ...handoverModels(model),
  };
}
