import { failedPrecondition } from '@fairlead/service-kit';
import { convertRegistration } from '../domain/registration';
import { isVisible } from '../repository/customer-repository';
import { matchKeys } from '../repository/match-keys';
import { prospectKeys } from '../repository/prospect-keys';
import { changeVisible, type RegistrationCall } from './change-registration';
import type { RegistrationDeps } from './registration-deps';

/** Notes the customer that a prospect became: the registrant's own, and recognisable as the prospect. */
export async function convertToCustomer<R>(
  { id, customerId, etag }: { id: string; customerId: string; etag: string },
  call: RegistrationCall<R>,
  deps: RegistrationDeps,
): Promise<R> {
  const customer = await deps.customers.store.find(customerId);
  return changeVisible(
    id,
    etag,
    (doc) => {
      const keys = new Set([...prospectKeys(doc.prospect), ...matchKeys(doc.prospect)].map(({ key }) => key));
      const fits =
        customer &&
        isVisible(customer, call.scope) &&
        customer.ownership.ownerId === doc.ownerId &&
        [...matchKeys(customer), ...prospectKeys(customer)].some(({ key }) => keys.has(key));
      // One that is out of scope looks like one that does not fit.
      if (!fits) {
        throw failedPrecondition('CUSTOMER_DIFFERS', 'This is no customer of the registrant that the prospect became.');
      }
      return convertRegistration(id, doc, customerId, call.context.now);
    },
    call,
    deps,
  );
}
