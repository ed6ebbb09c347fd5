import type { AggregateDoc, NamedIndex } from '@fairlead/service-kit';
import type { Model, SchemaDefinition } from 'mongoose';
import type { Handover } from '../domain/handover';
import type { HandoverItem, HandoverNote } from '../domain/handover-item';

type Make = <S>(
  name: string,
  fields: SchemaDefinition,
  collection: string,
  indexes?: NamedIndex[],
) => Model<AggregateDoc<S>>;

const text = { type: String, default: '' };
const optionalDate = { type: Date, required: false };

/** The aggregates of handovers: what is agreed, each customer of it, and the notes on each. */
export const handoverModels = (model: Make) => ({
  handovers: model<Handover>(
    'Handover',
    {
      fromRepId: String,
      teamId: String,
      teamPath: [String],
      reason: String,
      mode: String,
      startTime: optionalDate,
      returnTime: optionalDate,
      plan: {
        named: [{ _id: false, leadId: String, repId: String }],
        leadsTo: text,
        customersTo: text,
        rule: String,
        shares: [{ _id: false, repId: String, weight: Number }],
      },
      note: text,
      state: String,
      requestedBy: String,
      approvedBy: text,
      rejectReason: text,
      transferTime: optionalDate,
      receivers: [
        {
          _id: false,
          repId: String,
          leads: Number,
          customers: Number,
          registrations: { type: Number, required: false },
          acknowledgeTime: optionalDate,
          remindTime: optionalDate,
          escalateTime: optionalDate,
        },
      ],
      receiverIds: [String],
      registrationsTo: { type: String, required: false },
      step: { type: { _id: false, phase: String, cursor: text, round: Number }, required: false },
      activeRepId: { type: String, required: false },
    },
    'handovers',
    [
      { serves: 'one_at_a_time', fields: { activeRepId: 1 }, options: { unique: true, sparse: true } },
      { serves: 'handovers_newest_first', fields: { createTime: -1, _id: -1 } },
      { serves: 'handovers_of_a_leaver', fields: { fromRepId: 1, createTime: -1, _id: -1 } },
      { serves: 'handovers_of_a_receiver', fields: { receiverIds: 1, createTime: -1, _id: -1 } },
      { serves: 'handovers_of_a_team_tree', fields: { teamPath: 1, createTime: -1, _id: -1 } },
      { serves: 'handovers_in_a_state', fields: { state: 1, createTime: -1, _id: -1 } },
    ],
  ),
  handoverItems: model<HandoverItem>(
    'HandoverItem',
    {
      handoverId: String,
      leadId: String,
      openLead: Boolean,
      fromRepId: String,
      toRepId: text,
      teamId: String,
      teamPath: [String],
      state: String,
      skipReason: text,
      moveTime: optionalDate,
      returnTime: optionalDate,
    },
    'handover_items',
    [
      { serves: 'items_of_a_handover_in_a_state', fields: { handoverId: 1, state: 1, _id: 1 } },
      { serves: 'items_of_a_handover', fields: { handoverId: 1, _id: 1 } },
    ],
  ),
  handoverNotes: model<HandoverNote>(
    'HandoverNote',
    { handoverId: String, leadId: String, specialPromises: text, negotiationState: text },
    'handover_notes',
  ),
});
