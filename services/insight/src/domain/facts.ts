/** A customer, as far as figures need it. */
export interface CustomerFact {
  state: string;
  stage: string;
  ownerId: string;
  teamId: string;
  teamPath: string[];
  createdBy: string;
  /** Place of the event in the log of customers that told this. */
  revision: number;
}

/** A lead that came into a public pool or went out of it. */
export interface PoolMoveFact {
  customerId: string;
  /** Why it came in; `claimed` for one that went out. */
  reason: string;
  /** Who had it before, or claimed it. */
  ownerId: string;
  teamId: string;
  teamPath: string[];
  time: Date;
  /** Place of the event in the log of assignment. */
  revision: number;
}

export const CLAIMED = 'claimed';
