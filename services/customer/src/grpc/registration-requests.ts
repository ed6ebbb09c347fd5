import { customer as proto } from '@fairlead/proto';
import { Faults, toMs } from '@fairlead/service-kit';
import type { CustomerProfile } from '../domain/customer';
import { normalizeProfile } from '../domain/profile-rules';
import { prospectNames } from '../domain/prospect-name';
import type { Prospect } from '../domain/registration';
import {
  MAX_CONTEST_MS,
  MAX_EXTENSION_MS,
  MAX_EXTENSIONS,
  MAX_PER_REGISTRANT,
  MAX_PROTECTION_MS,
  type RegistrationPolicy,
} from '../domain/registration-policy';
import { REGISTRATION_ORDERS } from '../repository/registration-repository';

const IDENTITY: ReadonlySet<keyof CustomerProfile> = new Set([
  'type',
  'displayName',
  'country',
  'region',
  'city',
  'phone',
  'email',
  'productLine',
]);
const MAX_TEXT = 2000;
const MIN_CASE = 10;
const MAX_LINK = 500;
const MAX_MINOR_UNITS = 1_000_000_000_000_000n;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** A day is not over before it is over everywhere. */
const LAST_ZONE_MS = 12 * 3_600_000;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** Checks a prospect and answers it in normal form; every fault is named. */
export function parseProspect(request: proto.RegisterProspectRequest, now: Date): Prospect {
  const faults = new Faults().uuid('request_id', request.requestId);
  if (request.registrantId !== '') faults.slug('registrant_id', request.registrantId);
  faults.check(request.prospect !== undefined, 'prospect', 'is required');
  const given = request.prospect ?? proto.Prospect.create();
  const profile = normalizeProfile(
    given as unknown as CustomerProfile,
    IDENTITY,
    'prospect',
    faults,
  ) as CustomerProfile;
  const [externalRef, note] = [given.externalRef.trim(), given.note.trim()];
  faults.text('prospect.external_ref', externalRef, { max: 100 });
  faults.text('prospect.note', note, { max: MAX_TEXT });
  if (profile.type === proto.CustomerType.CUSTOMER_TYPE_PERSON) {
    const reachable = profile.phone !== '' || profile.email !== '';
    faults.check(reachable, 'prospect.phone', 'a person needs a phone or a mail address');
  } else if (profile.displayName !== '') {
    const named = prospectNames(profile.displayName).length > 0;
    faults.check(named, 'prospect.display_name', 'must have letters or digits');
  }
  const { type, displayName, country, region, city, phone, email, productLine } = profile;
  const prospect: Prospect = {
    ...{ type, displayName, country, region, city, phone, email, productLine, externalRef, note },
    expectedCloseDate: closeDate(given.expectedCloseDate, now, faults),
    ...amount(given, faults),
  };
  faults.throwIfAny();
  return prospect;
}

function closeDate(value: string, now: Date, faults: Faults): string {
  if (value === '') return '';
  const field = 'prospect.expected_close_date';
  const day = new Date(`${value}T00:00:00Z`);
  if (!DATE.test(value) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) {
    faults.add(field, 'must be a date like 2026-12-31');
  } else if (value < new Date(now.getTime() - LAST_ZONE_MS).toISOString().slice(0, 10)) {
    faults.add(field, 'must not lie in the past');
  }
  return value;
}

function amount({ expectedAmount }: proto.Prospect, faults: Faults): Pick<Prospect, 'expectedAmount'> {
  if (!expectedAmount) return {};
  const { currencyCode, minorUnits } = expectedAmount;
  const field = 'prospect.expected_amount';
  faults.check(CURRENCIES.has(currencyCode), `${field}.currency_code`, 'must be an ISO 4217 currency');
  const sound = minorUnits >= 0n && minorUnits <= MAX_MINOR_UNITS;
  faults.check(sound, `${field}.minor_units`, `must be 0 to ${MAX_MINOR_UNITS}`);
  return { expectedAmount: { currencyCode, minorUnits: Number(minorUnits) } };
}

/** Checks what is said to be shown: text, and where more of it is. */
export function parseEvidence(
  given: { evidence: string; evidenceLink: string },
  faults: Faults,
): { evidence: string; evidenceLink: string } {
  const [evidence, evidenceLink] = [given.evidence.trim(), given.evidenceLink.trim()];
  faults.text('evidence', evidence, { min: MIN_CASE, max: MAX_TEXT });
  faults.text('evidence_link', evidenceLink, { max: MAX_LINK });
  faults.check(evidenceLink === '' || isWebAddress(evidenceLink), 'evidence_link', 'must be an http or https address');
  return { evidence, evidenceLink };
}

function isWebAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return /^https?:$/.test(protocol) && username === '' && password === '';
  } catch {
    return false;
  }
}

/** Checks a reason in somebody's words. */
export function parseReason(reason: string, faults: Faults): string {
  faults.text('reason', reason.trim(), { min: MIN_CASE, max: MAX_TEXT });
  return reason.trim();
}

export function checkList(request: proto.ListRegistrationsRequest): void {
  const orders = Object.keys(REGISTRATION_ORDERS);
  new Faults()
    .check(
      request.orderBy === '' || orders.includes(request.orderBy),
      'order_by',
      `must be one of ${orders.join(', ')}`,
    )
    .check(request.pageSize >= 0, 'page_size', 'must not be negative')
    .check(request.state !== proto.RegistrationState.UNRECOGNIZED, 'state', 'is not a known state')
    .throwIfAny();
}

/** Checks a policy; every value that is wrong is named. */
export function parsePolicy({ policy, requestId }: proto.UpdateRegistrationPolicyRequest): {
  etag: string;
  values: RegistrationPolicy;
} {
  const faults = new Faults().uuid('request_id', requestId);
  const given = policy ?? proto.RegistrationPolicy.create();
  const time = (name: 'protection' | 'reminder' | 'extension' | 'contest', [min, max]: [number, number]): number => {
    const value = given[name];
    if (!value) faults.add(`policy.${name}`, 'is required');
    const ms = value ? toMs(value) : 0;
    if (value) faults.check(ms >= min && ms <= max, `policy.${name}`, `must be ${min / 1000}s to ${max / 1000}s`);
    return ms;
  };
  faults.check(given.etag !== '', 'policy.etag', 'is required');
  const protectionMs = time('protection', [1000, MAX_PROTECTION_MS]);
  const values: RegistrationPolicy = {
    protectionMs,
    reminderMs: time('reminder', [0, MAX_PROTECTION_MS]),
    extensions: given.extensions,
    extensionMs: time('extension', [1000, MAX_EXTENSION_MS]),
    contestMs: time('contest', [1000, MAX_CONTEST_MS]),
    mostPerRegistrant: given.mostPerRegistrant,
  };
  faults.check(values.reminderMs <= protectionMs, 'policy.reminder', 'must not be longer than the protection');
  const counted = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max;
  faults.check(counted(given.extensions, 0, MAX_EXTENSIONS), 'policy.extensions', `must be 0 to ${MAX_EXTENSIONS}`);
  const most = counted(given.mostPerRegistrant, 1, MAX_PER_REGISTRANT);
  faults.check(most, 'policy.most_per_registrant', `must be 1 to ${MAX_PER_REGISTRANT}`);
  faults.throwIfAny();
  return { etag: given.etag, values };
}
