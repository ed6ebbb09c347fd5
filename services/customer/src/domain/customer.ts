import type { customer as proto } from '@fairlead/proto';

/** Copy of the ownership that the assignment service writes. */
export interface OwnershipCopy {
  ownerId: string;
  teamId: string;
  teamPath: string[];
  poolId: string;
  cycle: number;
  revision: number;
  since: Date | null;
  /** What reps do not see while it lies in a pool, as assignment told it; copies of before tell nothing. */
  maskedFields?: string[];
  /** Cycle in which a lost lead was given out again. */
  reopenedCycle?: number;
}

export interface Contact {
  id: string;
  name: string;
  title: string;
  phone: string;
  email: string;
}

/** What the customer has ordered, as the order service told it at one of its events. */
export interface OrderSummary {
  count: number;
  /** `YYYY-MM-DD`. */
  lastOrderDate: string;
  totals: { currencyCode: string; minorUnits: number }[];
  /** Place of that event in the log of orders; only a later one replaces this. */
  sequence: number;
}

/** The fields that a person may write. */
export interface CustomerProfile {
  type: proto.CustomerType;
  displayName: string;
  country: string;
  region: string;
  city: string;
  address: string;
  industry: string;
  source: string;
  productLine: string;
  /** Language to speak with the customer, a BCP 47 tag. */
  language: string;
  valueLevel: proto.ValueLevel;
  phone: string;
  email: string;
  contacts: Contact[];
  tags: string[];
}

/** An item of the playbook that was ticked off. */
export interface ChecklistTick {
  item: string;
  time: Date;
  author: string;
}

/** A stage that was changed although something was missing. */
export interface StageOverride {
  time: Date;
  author: string;
  from: proto.Stage;
  to: proto.Stage;
  reason: string;
  /** Ids of criteria and required items. */
  missing: string[];
}

/** A lead or customer as kept. */
export interface Customer extends CustomerProfile {
  state: proto.CustomerState;
  stage: proto.Stage;
  externalRef: string;
  ownership: OwnershipCopy;
  createdBy: string;
  convertTime?: Date;
  lostReason: string;
  lastContactTime?: Date;
  orders?: OrderSummary;
  /** Items of the playbook that were ticked off; at most 400. */
  checklist?: ChecklistTick[];
  /** Stages that were changed although something was missing, oldest first; at most 100. */
  stageOverrides?: StageOverride[];
  /** Set on a document that only bars an id whose creation was given up. */
  tombstone?: boolean;
}

/** Before the first decision nobody owns it. */
export const UNOWNED: OwnershipCopy = {
  ownerId: '',
  teamId: '',
  teamPath: [],
  poolId: '',
  cycle: 0,
  revision: 0,
  since: null,
};

export const MAX_CONTACTS = 50;
export const MAX_TAGS = 30;

/** Every field of a profile. */
export const PROFILE_FIELDS: ReadonlySet<keyof CustomerProfile> = new Set([
  'type',
  'displayName',
  'country',
  'region',
  'city',
  'address',
  'industry',
  'source',
  'productLine',
  'language',
  'valueLevel',
  'phone',
  'email',
  'contacts',
  'tags',
]);
