import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { foldText, withoutLegalForm } from '../domain/company-name';
import { hiddenFields } from '../domain/masking';
import type { CustomerDoc } from '../repository/models';
import { digits, nameTerms, phoneTail } from './terms';

/** What the index keeps of a customer: terms to find it by, values to filter by. No more personal data than that. */
export interface LookupDocument {
  id: string;
  revision: number;
  /** The name without its legal form, in one spelling. */
  name: string;
  words: string[];
  pinyin: string[];
  initials: string[];
  contactNames: string[];
  contacts: string[];
  contactPinyin: string[];
  contactInitials: string[];
  emails: string[];
  externalRef: string;
  phoneTails: string[];
  phoneHeads: string[];
  ownerId: string;
  teamId: string;
  teamPath: string[];
  /** In a public pool that hides phones or mails from reps, so they must not be found by them either. */
  pooled: boolean;
  /** A name of it is hidden from reps: no words of theirs find it. */
  hidesNames: boolean;
  /** Set until the first decision: its creator sees it. */
  createdBy: string;
  stage: string;
  state: string;
  tags: string[];
  region: string;
  industry: string;
  /** Latest contact or change, in milliseconds. */
  activity: number;
}

/** What of a record is searched. */
export function lookupDocument(doc: CustomerDoc): LookupDocument {
  const people = doc.contacts.map(({ name }) => nameTerms(name));
  const unique = (values: string[]) => [...new Set(values.filter((value) => value !== ''))];
  const phones = unique([doc.phone, ...doc.contacts.map(({ phone }) => phone)]);
  const { ownership } = doc;
  const hidden = hiddenFields(doc);
  return {
    id: doc._id,
    revision: doc.revision,
    name: withoutLegalForm(foldText(doc.displayName)),
    ...nameTerms(doc.displayName),
    contactNames: doc.contacts.map(({ name }) => foldText(name)),
    contacts: unique(people.flatMap(({ words }) => words)),
    contactPinyin: unique(people.flatMap(({ pinyin }) => pinyin)),
    contactInitials: unique(people.flatMap(({ initials }) => initials)),
    emails: unique([doc.email, ...doc.contacts.map(({ email }) => email)]),
    externalRef: doc.externalRef.toLowerCase(),
    phoneTails: phones.map(phoneTail),
    phoneHeads: unique(phones.flatMap(phoneHeads)),
    ownerId: ownership.ownerId,
    teamId: ownership.teamId,
    teamPath: ownership.teamPath,
    pooled: ['phone', 'email', 'contacts'].some((field) => hidden.has(field)),
    hidesNames: hidden.has('display_name') || hidden.has('contacts'),
    createdBy: ownership.revision === 0 ? doc.createdBy : '',
    stage: doc.stage,
    state: doc.state,
    tags: doc.tags,
    region: doc.region,
    industry: doc.industry,
    activity: Math.max(doc.updateTime.getTime(), doc.lastContactTime?.getTime() ?? 0),
  };
}

/** With country code, and as dialled at home. */
function phoneHeads(phone: string): string[] {
  const parsed = parsePhoneNumberFromString(phone);
  return parsed ? [digits(parsed.number), parsed.nationalNumber] : [digits(phone)];
}
