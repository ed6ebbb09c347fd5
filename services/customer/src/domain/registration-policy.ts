/** What holds for registrations. */
export interface RegistrationPolicy {
  /** How long a registration protects. */
  protectionMs: number;
  /** How long before the end its registrant is reminded; 0: never. */
  reminderMs: number;
  /** How often it may be extended. */
  extensions: number;
  /** How much longer it protects by one. */
  extensionMs: number;
  /** Time to decide a contest, and again after its escalation. */
  contestMs: number;
  /** Most registrations of one registrant that protect at a time. */
  mostPerRegistrant: number;
}

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const DEFAULT_REGISTRATION_POLICY: RegistrationPolicy = {
  protectionMs: 90 * DAY_MS,
  reminderMs: 14 * DAY_MS,
  extensions: 2,
  extensionMs: 30 * DAY_MS,
  contestMs: 72 * HOUR_MS,
  mostPerRegistrant: 50,
};

export const MAX_PROTECTION_MS = 730 * DAY_MS;
export const MAX_EXTENSION_MS = 365 * DAY_MS;
export const MAX_CONTEST_MS = 30 * DAY_MS;
/** Most extensions that a policy may allow, so most that a registration can have. */
export const MAX_EXTENSIONS = 10;
export const MAX_PER_REGISTRANT = 500;
