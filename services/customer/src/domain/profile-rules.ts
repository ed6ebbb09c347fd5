import { customer as proto } from '@fairlead/proto';
import { canonicalLanguage, type Faults } from '@fairlead/service-kit';
import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type Contact, type CustomerProfile, MAX_CONTACTS, MAX_TAGS } from './customer';

const COUNTRIES = new Set<string>(getCountries());
const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}$/u;
const MAX_EMAIL = 254;

export const isCountry = (code: string) => COUNTRIES.has(code);

/**
 * E.164 with a possible extension (`+49301234;ext=5`), or null when it cannot be a phone number. National numbers are
 * read in the country; full-width digits are accepted.
 */
export function normalizePhone(phone: string, country: string): string | null {
  const parsed = parsePhoneNumberFromString(phone, isCountry(country) ? (country as CountryCode) : undefined);
  if (!parsed?.isPossible()) return null;
  return parsed.ext ? `${parsed.number};ext=${parsed.ext}` : parsed.number;
}

/** Trimmed and in lower case, or null when it cannot be a mail address. */
export function normalizeEmail(email: string): string | null {
  const clean = email.trim().toLowerCase();
  return clean.length <= MAX_EMAIL && EMAIL.test(clean) ? clean : null;
}

/** Checks the named fields of a profile and answers them in normal form; every fault is added under `prefix`. */
export function normalizeProfile(
  input: CustomerProfile,
  fields: ReadonlySet<keyof CustomerProfile>,
  prefix: string,
  faults: Faults,
): Partial<CustomerProfile> {
  const result: Partial<CustomerProfile> = {};
  const text = (key: TextField, name: string, max: number, min = 0) => {
    if (!fields.has(key)) return;
    const value = input[key].trim();
    faults.text(`${prefix}.${name}`, value, { min, max });
    result[key] = value;
  };
  text('displayName', 'display_name', 200, 1);
  text('region', 'region', 100);
  text('city', 'city', 100);
  text('address', 'address', 500);
  text('industry', 'industry', 100);
  text('source', 'source', 100);
  text('productLine', 'product_line', 100);
  if (fields.has('country')) {
    const country = input.country.trim().toUpperCase();
    faults.check(country === '' || isCountry(country), `${prefix}.country`, 'must be an ISO 3166-1 alpha-2 country');
    result.country = country;
  }
  if (fields.has('language')) {
    const language = canonicalLanguage(input.language.trim());
    if (language === null) faults.add(`${prefix}.language`, 'must be a BCP 47 language tag, e.g. zh-CN');
    result.language = language ?? '';
  }
  if (fields.has('type')) {
    const unspecified = input.type === proto.CustomerType.CUSTOMER_TYPE_UNSPECIFIED;
    faults.check(input.type !== proto.CustomerType.UNRECOGNIZED, `${prefix}.type`, 'is not a known type');
    result.type = unspecified ? proto.CustomerType.CUSTOMER_TYPE_ORGANIZATION : input.type;
  }
  if (fields.has('valueLevel')) {
    faults.check(input.valueLevel !== proto.ValueLevel.UNRECOGNIZED, `${prefix}.value_level`, 'is not a known level');
    result.valueLevel = input.valueLevel;
  }
  if (fields.has('phone')) result.phone = phone(input.phone, input.country, `${prefix}.phone`, faults);
  if (fields.has('email')) result.email = email(input.email, `${prefix}.email`, faults);
  if (fields.has('contacts')) result.contacts = contacts(input, prefix, faults);
  if (fields.has('tags')) result.tags = tags(input.tags, prefix, faults);
  return result;
}

type TextField = 'displayName' | 'region' | 'city' | 'address' | 'industry' | 'source' | 'productLine';

function phone(value: string, country: string, field: string, faults: Faults): string {
  if (value.trim() === '') return '';
  const normal = value.length <= 100 ? normalizePhone(value, country.trim().toUpperCase()) : null;
  if (normal === null) faults.add(field, 'is not a phone number; write it with country code or set the country');
  return normal ?? '';
}

function email(value: string, field: string, faults: Faults): string {
  if (value.trim() === '') return '';
  const normal = normalizeEmail(value);
  if (normal === null) faults.add(field, 'is not a mail address');
  return normal ?? '';
}

function contacts(input: CustomerProfile, prefix: string, faults: Faults): Contact[] {
  faults.check(input.contacts.length <= MAX_CONTACTS, `${prefix}.contacts`, `must be at most ${MAX_CONTACTS}`);
  const ids = new Set<string>();
  return input.contacts.slice(0, MAX_CONTACTS).map((contact, index) => {
    const at = `${prefix}.contacts[${index}]`;
    faults.text(`${at}.name`, contact.name.trim(), { min: 1, max: 200 });
    faults.text(`${at}.title`, contact.title.trim(), { max: 200 });
    faults.text(`${at}.id`, contact.id, { max: 60 });
    if (contact.id !== '') faults.check(!ids.has(contact.id), `${at}.id`, 'is given twice');
    ids.add(contact.id);
    return {
      id: contact.id,
      name: contact.name.trim(),
      title: contact.title.trim(),
      phone: phone(contact.phone, input.country, `${at}.phone`, faults),
      email: email(contact.email, `${at}.email`, faults),
    };
  });
}

function tags(values: string[], prefix: string, faults: Faults): string[] {
  faults.check(values.length <= MAX_TAGS, `${prefix}.tags`, `must be at most ${MAX_TAGS}`);
  const clean = values.map((tag) => tag.trim());
  clean.forEach((tag, index) => {
    faults.text(`${prefix}.tags[${index}]`, tag, { min: 1, max: 50 });
    faults.check(clean.indexOf(tag) === index, `${prefix}.tags[${index}]`, 'is given twice');
  });
  return clean;
}
