import { type ContactChange, contactsAfter } from '../lib/contacts';
import { updateCustomer } from './commands';
import { ApiError } from './http';
import { readCustomer } from './lists';
import { onFresh } from './on-fresh';
import { sendSurely } from './sure';
import type { Customer } from './types';

/**
 * Adds, changes or removes a contact in the newest version of the record; refused as stale when somebody changed that
 * very contact.
 */
export async function changeContact(shown: Customer, change: ContactChange): Promise<Customer> {
  const changed = await onFresh(
    shown,
    () => readCustomer(shown.id),
    ({ contacts, etag }) => {
      const after = contactsAfter(contacts, change);
      if (!after) return Promise.reject(new ApiError(409, 'STALE_ETAG', 'The contact was changed in between.'));
      return sendSurely((requestId) => updateCustomer(shown.id, { body: { contacts: after } }, { etag, requestId }));
    },
  );
  return changed?.answer ?? shown;
}
