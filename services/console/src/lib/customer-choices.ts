import type { Customer } from '../api/types';
import type { KnownCustomer } from './visit-store';

export interface CustomerChoice {
  id: string;
  name: string;
  place: string;
}

/** City and country of a customer, as lists show them. */
export const placeOf = ({ city, country }: Pick<Customer, 'city' | 'country'>): string =>
  [city, country].filter(Boolean).join(', ');

/** The customers to choose from: those kept on this device whose names hold what is typed, then those that the server found. */
export function customerChoices(
  known: readonly KnownCustomer[],
  found: readonly Customer[],
  typed: string,
  most: number,
): CustomerChoice[] {
  const words = typed.trim().toLowerCase();
  const kept = known.filter(({ name }) => name.toLowerCase().includes(words));
  const choices = new Map<string, CustomerChoice>();
  for (const { id, name, place } of kept) choices.set(id, { id, name, place });
  for (const customer of found) {
    const { id, displayName: name } = customer;
    if (!choices.has(id)) choices.set(id, { id, name, place: placeOf(customer) });
  }
  return [...choices.values()].slice(0, most);
}
