import type { AccessScope } from '@fairlead/service-kit';
import type { Customer } from './customer';

/** A rep sees phone and mail of a pooled lead only after claiming it. */
export const isMaskedFor = (scope: AccessScope, customer: Pick<Customer, 'ownership'>) =>
  scope.kind === 'own' && customer.ownership.ownerId === '' && customer.ownership.poolId !== '';

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
