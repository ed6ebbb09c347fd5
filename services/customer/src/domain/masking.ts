import type { AccessScope } from '@fairlead/service-kit';
import type { Contact, Customer } from './customer';

export type MaskedField = 'phone' | 'email' | 'contacts' | 'address' | 'display_name';

/** Hidden where the pool names nothing. */
const DEFAULT_MASK: readonly string[] = ['phone', 'email', 'address'] satisfies MaskedField[];

/** What a pool hides of its leads; nothing of one that has an owner. */
export function hiddenFields({ ownership }: Pick<Customer, 'ownership'>): ReadonlySet<string> {
  const { ownerId, poolId, maskedFields = [] } = ownership;
  if (ownerId !== '' || poolId === '') return NOTHING;
  return new Set(maskedFields.length > 0 ? maskedFields.filter((field) => field !== 'nothing') : DEFAULT_MASK);
}

/** What this caller does not see: a rep sees what is hidden of a pooled lead only after claiming it. */
export const maskFor = (scope: AccessScope, customer: Pick<Customer, 'ownership'>): ReadonlySet<string> =>
  scope.kind === 'own' ? hiddenFields(customer) : NOTHING;

const NOTHING: ReadonlySet<string> = new Set();

/** The contacts with what is hidden of them. */
export function maskContacts(contacts: readonly Contact[], mask: ReadonlySet<string>): Contact[] {
  return contacts.map((contact) => {
    if (mask.has('contacts')) return { id: contact.id, name: maskName(contact.name), title: '', phone: '', email: '' };
    return {
      ...contact,
      phone: mask.has('phone') ? maskPhone(contact.phone) : contact.phone,
      email: mask.has('email') ? maskEmail(contact.email) : contact.email,
    };
  });
}

/** `+49301234567` → `+49*******67`. */
export function maskPhone(phone: string): string {
  if (phone.length <= 5) return '*'.repeat(phone.length);
  return phone.slice(0, 3) + '*'.repeat(phone.length - 5) + phone.slice(-2);
}

/** `anna@example.com` → `a***@example.com`. */
export function maskEmail(email: string): string {
  const at = email.indexOf('@');
  return at < 1 ? '' : `${email[0]}***${email.slice(at)}`;
}

/** `Acme Pumps` → `A***`: neither the words nor how many letters there are. */
export const maskName = (name: string): string => (name === '' ? '' : `${[...name][0]}***`);
