import { ExpressionLanguage } from '@fairlead/service-kit';
import type { Customer } from './customer';

const text = 'string';

/** What criteria may ask for. */
interface StageView {
  customer: Record<string, unknown>;
  orders: { count: bigint };
  checklist: { done: string[]; left: bigint };
}

const language = new ExpressionLanguage<StageView>({
  customer: {
    type: text,
    state: text,
    country: text,
    region: text,
    city: text,
    industry: text,
    source: text,
    product_line: text,
    language: text,
    value_level: text,
    tags: 'list<string>',
    contacts: 'int',
    has_phone: 'bool',
    has_email: 'bool',
    contacted: 'bool',
  },
  orders: { count: 'int' },
  checklist: { done: 'list<string>', left: 'int' },
});

/** What is wrong with a criterion's expression, with its position; null when it is sound. */
export const checkCriterion = (expression: string): string | null => language.check(expression);

/** Whether a customer fulfils an expression; one that cannot be evaluated does not hold. */
export const fulfils = (expression: string, customer: Customer, left: number): boolean =>
  language.compile(expression).holds(viewOf(customer, left));

/** A phone or mail of any of the contacts counts as well as the main one. */
function viewOf(customer: Customer, left: number): StageView {
  const people = [customer, ...customer.contacts];
  return {
    customer: {
      type: customer.type,
      state: customer.state,
      country: customer.country,
      region: customer.region,
      city: customer.city,
      industry: customer.industry,
      source: customer.source,
      product_line: customer.productLine,
      language: customer.language ?? '',
      value_level: customer.valueLevel,
      tags: customer.tags,
      contacts: BigInt(customer.contacts.length),
      has_phone: people.some(({ phone }) => phone !== ''),
      has_email: people.some(({ email }) => email !== ''),
      contacted: customer.lastContactTime !== undefined,
    },
    orders: { count: BigInt(customer.orders?.count ?? 0) },
    checklist: { done: (customer.checklist ?? []).map(({ item }) => item), left: BigInt(left) },
  };
}
