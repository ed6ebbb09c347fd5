import { type CommandCall, failedPrecondition } from '@fairlead/service-kit';
import type { ClockPolicy } from '../domain/clock-policy';
import { MAX_POLICIES } from '../repository/policy-repository';
import { createNamed } from './create-named';
import type { Deps } from './deps';

/** Creates a policy; new clocks of its kind are decided with it from then on. At most 200 of a kind. */
export async function createPolicy<R>(
  { policies }: Pick<Deps, 'policies'>,
  id: string,
  values: Omit<ClockPolicy, 'version' | 'commandKey'>,
  call: CommandCall<ClockPolicy, R>,
): Promise<R> {
  const others = (await policies.ofKind(values.kind)).filter(({ _id }) => _id !== id);
  if (others.length >= MAX_POLICIES) {
    throw failedPrecondition('TOO_MANY_POLICIES', `There are ${MAX_POLICIES} policies of this kind already.`);
  }
  return createNamed(policies, id, values, call);
}
