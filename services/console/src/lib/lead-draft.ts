import type { Contact } from '../api/types';
import { EMPTY_PROFILE, PROFILE_FIELDS, type ProfileField, toProfileInput } from './profile-fields';
import type { Values } from './record-draft';

/** A lead that somebody is typing, kept until it is created. */
export interface LeadDraft {
  values: Values<ProfileField>;
  contacts: Omit<Contact, 'id'>[];
  /** Command of exactly this content: a repetition after a lost answer creates nothing twice. */
  requestId: string;
  /** Whether its writer has seen whom it may match and wants it all the same. */
  allTheSame: boolean;
}

export const NO_CONTACT: LeadDraft['contacts'][number] = { name: '', title: '', phone: '', email: '' };

export const emptyLead = (requestId: string): LeadDraft => ({
  values: EMPTY_PROFILE,
  contacts: [],
  requestId,
  allTheSame: false,
});

/** A change makes another command of it, about which it is asked again. */
export const changeLead = (
  draft: LeadDraft,
  change: Partial<Pick<LeadDraft, 'values' | 'contacts'>>,
  requestId: string,
): LeadDraft => ({ ...draft, ...change, requestId, allTheSame: false });

/** The answer to the question is another command too, and stays the same one however often it is sent. */
export const wantedAllTheSame = (draft: LeadDraft, requestId: string): LeadDraft =>
  draft.allTheSame ? draft : { ...draft, requestId, allTheSame: true };

const says = (contact: object) => Object.values(contact).some((text) => String(text).trim() !== '');

export const isBlank = ({ values, contacts }: LeadDraft): boolean =>
  !contacts.some(says) && PROFILE_FIELDS.every((field) => values[field] === EMPTY_PROFILE[field]);

/** The lead as the API takes it: what is empty is left out, except the name. */
export const toLead = ({ values, contacts }: LeadDraft) => ({
  ...toProfileInput(
    Object.fromEntries(
      PROFILE_FIELDS.filter((field) => field === 'displayName' || values[field] !== EMPTY_PROFILE[field]).map(
        (field) => [field, values[field]],
      ),
    ),
  ),
  contacts: contacts.filter(says),
});

/** Where a contact of the form stands in the lead that is sent, since empty ones are left out. */
export const sentIndex = ({ contacts }: Pick<LeadDraft, 'contacts'>, index: number): number =>
  contacts.slice(0, index).filter(says).length;

export const isLeadDraft = (value: unknown): value is LeadDraft => {
  const { values, contacts, requestId, allTheSame } = (value ?? {}) as Partial<LeadDraft>;
  const texts = (record: object, keys: readonly string[]) =>
    keys.every((key) => typeof (record as Record<string, unknown>)[key] === 'string');
  return (
    typeof requestId === 'string' &&
    typeof allTheSame === 'boolean' &&
    typeof values === 'object' &&
    values !== null &&
    texts(values, PROFILE_FIELDS) &&
    Array.isArray(contacts) &&
    contacts.every(
      (contact) => typeof contact === 'object' && contact !== null && texts(contact, Object.keys(NO_CONTACT)),
    )
  );
};
