import type { WriteContext } from '@fairlead/service-kit';
import type { OwnershipDeps } from './ownership-deps';
import { settleHolding } from './settle-holding';

/** Frees the former owner's place at once; a failure (false) is left to the consumer of the own log and to the sweep. */
export async function settleFormerOwner(
  deps: Pick<OwnershipDeps, 'holdings' | 'ownerships' | 'decisions' | 'logger'>,
  formerOwnerId: string,
  leadId: string,
  context: WriteContext,
): Promise<boolean> {
  if (formerOwnerId === '') return true;
  try {
    await settleHolding(deps, formerOwnerId, leadId, context, { sparesInFlight: true });
    return true;
  } catch (error) {
    deps.logger.warn({ err: error, repId: formerOwnerId, leadId }, "a former owner's place was not freed yet");
    return false;
  }
}
