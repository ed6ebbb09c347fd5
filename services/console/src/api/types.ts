import type { Attachment } from './attachments';

/** What the REST API answers, as far as the console shows it. */

/** An exact amount. */
export interface Money {
  currencyCode: string;
  /** Digits: the amount in the currency's smallest unit. */
  minorUnits: string;
}

export interface User {
  id: string;
  username: string;
  displayName: string;
  roles: string[];
  rep?: string;
  team?: string;
  locale: 'en' | 'zh';
  timeZone: string;
}

export interface Ownership {
  ownerId: string;
  teamId: string;
  poolId: string;
  cycle: number;
  revision: string;
  since?: string;
}

export interface Contact {
  id: string;
  name: string;
  title: string;
  phone: string;
  email: string;
}

export interface Customer {
  id: string;
  etag: string;
  createTime: string;
  updateTime: string;
  state: string;
  stage: string;
  displayName: string;
  country: string;
  region: string;
  city: string;
  address: string;
  industry: string;
  source: string;
  productLine: string;
  /** BCP 47 tag. */
  language: string;
  valueLevel: string;
  externalRef: string;
  phone: string;
  email: string;
  contacts: Contact[];
  tags: string[];
  ownership?: Ownership;
  convertTime?: string;
  lostReason: string;
  lastContactTime?: string;
  orders?: { count: string; lastOrderDate: string; totals: Money[] };
  masked: boolean;
}

export interface Level {
  id: string;
  dueTime: string;
  recordTime?: string;
  recipients: string[];
}

export interface Obligation {
  id: string;
  kind: string;
  subject: string;
  cycle: number;
  ownerId: string;
  teamId: string;
  state: string;
  openTime: string;
  dueTime: string;
  closeTime?: string;
  levels: Level[];
  nextLevel?: Level;
  policyId: string;
  policyVersion: number;
  calendarId: string;
  paused: boolean;
  beyondHolidayData: boolean;
  /** The pause that holds now. */
  pause?: { from: string; until: string; reason: string };
}

export interface Task {
  id: string;
  title: string;
  dueTime: string;
  doneTime?: string;
  ownerId: string;
}

export interface FollowUp {
  id: string;
  method: string;
  outcome: string;
  content: string;
  nextStep: string;
  nextStepDue?: string;
  author: string;
  occurTime: string;
}

export interface TimelineEntry {
  id: string;
  type: string;
  time: string;
  actor: string;
  data: Record<string, unknown>;
  followUp?: FollowUp;
  /** Files at its follow-up. */
  attachments?: Attachment[];
  /** File that it tells of. */
  attachment?: Attachment;
}

export interface NextStep {
  kind: 'level' | 'task';
  id: string;
  title: string;
  time: string;
  ownerId: string;
}

export type People = Record<string, string>;

export interface Overview {
  customer: Customer;
  obligations: Obligation[];
  tasks: Task[];
  next: NextStep[];
  timeline: { entries: TimelineEntry[]; nextPageToken: string };
  people: People;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  nextPageToken: string;
  people: People;
}

export interface WorkItem {
  kind: 'obligation' | 'task';
  id: string;
  customerId: string;
  customerName: string;
  country: string;
  city: string;
  title: string;
  dueTime: string;
  openTime?: string;
  ownerId: string;
  paused?: boolean;
  nextLevel?: Level;
}

export interface ClaimableLead {
  leadId: string;
  customerName: string;
  country: string;
  region: string;
  city: string;
  industry: string;
  source: string;
  poolId: string;
  teamId: string;
  since?: string;
  poolTime?: string;
  reason: string;
  barredUntil?: string;
}

export interface SectionPage<T> {
  items: T[];
  nextPageToken: string;
  people: People;
}

export interface Notification {
  id: string;
  kind: string;
  urgency: string;
  subject: string;
  params: Record<string, string>;
  createTime: string;
  readTime?: string;
}

export interface NotificationPage {
  notifications: Notification[];
  nextPageToken: string;
  unread: number;
  people: People;
  customers: Record<string, string>;
}

export interface Leave {
  from: string;
  to: string;
}

export interface Rep {
  id: string;
  displayName: string;
  teamId: string;
  active: boolean;
  leaves: Leave[];
  openLeads: number;
}

export interface Team {
  id: string;
  displayName: string;
  /** This team and those above, root first. */
  path: string[];
  managerId: string;
}

export interface PoolTerms {
  recycleDays: number;
  warnDays: number;
  exemptDraftOrders: boolean;
  claimers: string;
  claimerRepIds: string[];
  requiredSkills: string[];
  claimsPerDay: number;
  holdingLimit: number;
  /** Digits. */
  coolDownSeconds: string;
  protectionDays: number;
  maskedFields: string[];
}

export interface Pool {
  id: string;
  etag: string;
  teamId: string;
  leadCount: number;
  displayName: string;
  regions: string[];
  productLines: string[];
  state: string;
  terms: PoolTerms;
  levelTerms: { valueLevel: string; terms: PoolTerms }[];
  takesLost: boolean;
  /** What the person may still claim here, when the person is a rep. */
  allowance?: {
    refusal: string;
    claimsToday: number;
    claimsPerDay: number;
    held: number;
    holdingLimit: number;
  };
}

/** The time of a lead with one owner or in one pool. */
export interface OwnershipStay {
  number: number;
  ownerId: string;
  teamId: string;
  poolId: string;
  cycle: number;
  from: string;
  to?: string;
  came: string;
  went: string;
  note: string;
  actor: string;
}

export interface OwnershipHistory {
  stays: OwnershipStay[];
  nextPageToken: string;
  people: People;
}

export interface LeadOwnership {
  leadId: string;
  etag: string;
  ownership?: Ownership;
  poolReason: string;
  poolTime?: string;
  barredRepId: string;
  barredUntil?: string;
  traits?: { region: string; industry: string; productLine: string; valueLevel: string };
  /** When it goes back to its pool unless the customer is reached before. */
  recycleTime?: string;
  protectedUntil?: string;
  /** What the caller may see of the lead, in a pool's list. */
  customer?: Customer;
}

export interface CustomerList {
  customers: Customer[];
  nextPageToken: string;
}

export interface LookupHit {
  customer: Customer;
  /** Where the words were found. */
  matchedIn: string[];
}

/** Another customer with an equal key. */
export interface Duplicate {
  /** phone, email, external_ref or company_name. */
  field: string;
  /** Whether it is allowed, asked about or refused. */
  action: string;
  /** Where the caller may see it. */
  customer?: Customer;
}

export interface Facet {
  field: string;
  values: { value: string; count: number }[];
}

export interface LookupPage {
  /** Best first. */
  hits: LookupHit[];
  nextPageToken: string;
  estimatedTotal: number;
  facets: Facet[];
  /** Positions of the customers' event log: how far the index is, and the newest one. */
  indexedThrough: string;
  logHead: string;
}

export interface ObligationList {
  obligations: Obligation[];
  nextPageToken: string;
}

export interface TaskList {
  tasks: Task[];
  nextPageToken: string;
}
