import type { common, customer } from '@fairlead/proto';
import { fromClientError, type OwnershipCopy } from '@fairlead/service-kit';
import type { ClockFacts } from '../domain/clock-conditions';
import { hasConditions, isActive } from '../domain/policy-choice';
import type { Deps } from './deps';

export const factsOf = ({ stage, source, valueLevel, type }: customer.Customer): ClockFacts => ({
  stage,
  source,
  valueLevel,
  customerType: type,
});

/** The ownership that a record of customer shows. */
export const copyOf = ({
  ownerId,
  teamId,
  teamPath,
  poolId,
  cycle,
  revision,
  since,
}: common.Ownership): OwnershipCopy => ({
  ownerId,
  teamId,
  teamPath,
  poolId,
  cycle,
  revision: Number(revision),
  since: since ?? new Date(0),
});

type FactDeps = Pick<Deps, 'customers' | 'policies'>;

/** What the policies of a kind need to know of a customer; nothing is asked while none of them asks for anything. */
export async function customerFacts(deps: FactDeps, customerId: string, kind: string): Promise<ClockFacts> {
  const policies = await deps.policies.ofKind(kind);
  const asks = policies.some((policy) => isActive(policy) && hasConditions(policy.conditions));
  return asks ? ((await knownFacts(deps, customerId)) ?? {}) : {};
}

/** What is known of a customer; undefined when there is none. */
export async function knownFacts({ customers }: FactDeps, customerId: string): Promise<ClockFacts | undefined> {
  try {
    return factsOf(await customers.getCustomer({ customerId }));
  } catch (error) {
    if (fromClientError(error).code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
