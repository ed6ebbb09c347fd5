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
