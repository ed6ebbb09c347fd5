import { customer } from '@fairlead/proto';
import type { Fault } from '@fairlead/service-kit';
import type { ClockConditions } from './clock-conditions';
import { CLOCK_KINDS, FIRST_CONTACT_KIND, isOfCustomer } from './clock-kinds';
import { type ClockPolicy, FIRST_CONTACT_POLICY, validateTerms } from './clock-policy';
import { hasConditions, isActive, shortName } from './policy-choice';

export const MAX_CONDITIONS = 50;
const MAX_PRIORITY = 1000;
const MAX_SOURCE = 100;

const namesOf = (values: object): string[] =>
  Object.values(values)
    .map((value) => shortName(String(value)))
    .filter((name) => name !== 'UNSPECIFIED' && name !== 'UNRECOGNIZED');

/** Words that a list may hold; null: any text. `of`: which clocks may ask for it; unset: all. */
const LISTS: Record<keyof ClockConditions, { field: string; words: string[] | null; of?: 'customers' | 'cases' }> = {
  stages: { field: 'stages', words: namesOf(customer.Stage), of: 'customers' },
  sources: { field: 'sources', words: null },
  valueLevels: { field: 'value_levels', words: namesOf(customer.ValueLevel) },
  customerTypes: { field: 'customer_types', words: namesOf(customer.CustomerType) },
  caseKinds: { field: 'case_kinds', words: ['COMPLAINT', 'SERVICE_REQUEST'], of: 'cases' },
  priorities: { field: 'priorities', words: ['LOW', 'NORMAL', 'HIGH', 'URGENT'], of: 'cases' },
};

type Policy = Omit<ClockPolicy, 'version' | 'commandKey'>;

/** Every fault of a policy, by proto field. */
export function validatePolicy(id: string, policy: Policy): Fault[] {
  const faults = validateTerms(policy);
  const add = (field: string, description: string) => faults.push({ field: `policy.${field}`, description });
  const { kind, conditions = {}, priority = 0 } = policy;
  const known = (CLOCK_KINDS as readonly string[]).includes(kind);
  if (!known) add('kind', `must be one of ${CLOCK_KINDS.join(', ')}`);
  for (const [list, { field, words, of }] of Object.entries(LISTS)) {
    const values = conditions[list as keyof ClockConditions] ?? [];
    const wrongKind = known && of !== undefined && (of === 'customers') !== isOfCustomer(kind);
    if (values.length > 0 && wrongKind) add(field, `is not for ${kind}`);
    if (values.length > MAX_CONDITIONS) add(field, `must be at most ${MAX_CONDITIONS}`);
    listFaults(values.slice(0, MAX_CONDITIONS), field, words, add);
  }
  if (!Number.isInteger(priority) || Math.abs(priority) > MAX_PRIORITY) add('priority', 'must be from -1000 to 1000');
  if (id === FIRST_CONTACT_POLICY) builtInFaults(id, policy, add);
  return faults;
}

type Add = (field: string, description: string) => void;

function listFaults(values: string[], field: string, words: string[] | null, add: Add): void {
  const seen = new Set<string>();
  values.forEach((value, index) => {
    const at = `${field}[${index}]`;
    const name = shortName(value);
    if (words && !words.includes(name)) add(at, `must be one of ${words.join(', ')}`);
    else if (!words && (name === '' || [...value].length > MAX_SOURCE)) add(at, 'must have 1 to 100 characters');
    else if (seen.has(name)) add(at, 'is given twice');
    seen.add(name);
  });
}

/** Every new lead has a clock: what no other policy fits runs by this one. */
function builtInFaults(id: string, policy: Policy, add: Add): void {
  if (policy.kind !== FIRST_CONTACT_KIND) return;
  if (!isActive({ _id: id, ...policy })) add('active', 'must stay true: this policy is for leads that no other fits');
  if (hasConditions(policy.conditions)) {
    for (const [list, { field }] of Object.entries(LISTS)) {
      const values = policy.conditions?.[list as keyof ClockConditions] ?? [];
      if (values.length > 0) add(field, 'must be empty: this policy is for leads that no other fits');
    }
  }
}
