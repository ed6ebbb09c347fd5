import { type CopyDoc, type OwnershipCopy, ownershipFields } from '@fairlead/service-kit';
import { type Connection, type Model, Schema } from 'mongoose';
import type { RepFact, TeamFact } from '../domain/organization';

/** A lead that is over; no clock starts for it any more. */
export interface LeadEnding {
  _id: string;
  state: 'converted' | 'lost';
  time: Date;
}

/** A version of something, never changed. `_id` is `{id}:{version}`. */
export interface VersionDoc<T> {
  _id: string;
  value: T;
}

const text = { type: String, default: '' };

/** Copies of what other services own, and the kept versions of what this service owns. */
export function plainModels(connection: Connection) {
  const model = <T>(name: string, collection: string, fields: Record<string, unknown>) =>
    connection.model(
      name,
      new Schema(fields as never, { collection, versionKey: false, minimize: false }),
    ) as unknown as Model<T>;
  return {
    ownerships: model<CopyDoc<OwnershipCopy>>('OwnershipCopy', 'lead_ownerships', ownershipFields),
    reps: model<CopyDoc<RepFact>>('RepFact', 'rep_facts', {
      _id: String,
      teamId: text,
      leaves: [{ _id: false, from: Date, to: Date }],
      skills: { type: [String], default: undefined },
      languages: { type: [String], default: undefined },
      capacityWeight: { type: Number, required: false },
      active: { type: Boolean, required: false },
      revision: Number,
    }),
    teams: model<CopyDoc<TeamFact>>('TeamFact', 'team_facts', {
      _id: String,
      managerId: text,
      calendarId: text,
      path: [String],
      revision: Number,
    }),
    endings: model<LeadEnding>('LeadEnding', 'lead_endings', { _id: String, state: String, time: Date }),
    calendarVersions: model<VersionDoc<Record<string, unknown>>>('CalendarVersion', 'calendars_versions', {
      _id: String,
      value: Schema.Types.Mixed,
    }),
    policyVersions: model<VersionDoc<Record<string, unknown>>>('ClockPolicyVersion', 'clock_policies_versions', {
      _id: String,
      value: Schema.Types.Mixed,
    }),
  };
}
