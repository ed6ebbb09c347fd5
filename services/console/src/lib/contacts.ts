import type { Contact } from '../api/types';

/**
 * A contact before and after: no `before` adds one, no `after` removes it. An added one brings its id, so that adding it
 * again after a lost answer adds no second one.
 */
export interface ContactChange {
  before?: Contact;
  after?: Contact;
}

const same = (a: Contact, b: Contact) =>
  a.name === b.name && a.title === b.title && a.phone === b.phone && a.email === b.email;

/** The contacts afterwards; undefined when the one to be changed is not any more what it was. */
export function contactsAfter(contacts: readonly Contact[], { before, after }: ContactChange): Contact[] | undefined {
  if (!before) return after ? [...contacts.filter(({ id }) => id !== after.id), after] : [...contacts];
  const present = contacts.find(({ id }) => id === before.id);
  if (!present || !same(present, before)) return undefined;
  return contacts.flatMap((each) => (each.id === before.id ? (after ? [after] : []) : [each]));
}
