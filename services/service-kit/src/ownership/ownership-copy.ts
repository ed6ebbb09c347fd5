import type { OwnershipData } from '@fairlead/proto';

/** The newest known ownership of a lead, as assignment's events tell it. */
export interface OwnershipCopy {
  ownerId: string;
  teamId: string;
  /** Root first. */
  teamPath: string[];
  poolId: string;
  cycle: number;
  revision: number;
  /** Start of the cycle. */
  since: Date;
}

/** The ownership that an event of assignment carries. */
export function ownershipOf({
  ownerId,
  teamId,
  teamPath,
  poolId,
  cycle,
  revision,
  since,
}: OwnershipData): OwnershipCopy {
  return { ownerId, teamId, teamPath, poolId, cycle, revision, since: new Date(since) };
}

const text = { type: String, default: '' };

/** Schema of a kept copy. */
export const ownershipFields = {
  _id: String,
  ownerId: text,
  teamId: text,
  teamPath: [String],
  poolId: text,
  cycle: Number,
  revision: Number,
  since: Date,
};
