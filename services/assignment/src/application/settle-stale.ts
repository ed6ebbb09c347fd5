import type { WriteContext } from '@fairlead/service-kit';
import { isHeldBy } from '../domain/holding';
import type { OwnershipDeps } from './ownership-deps';
import { IN_FLIGHT_MS, settleHolding } from './settle-holding';

/** Before a full holding refuses anything: settles those of its entries that the ownerships do not bear out. */
export async function settleStale(
  deps: Pick<OwnershipDeps, 'holdings' | 'ownerships' | 'decisions'>,
  repId: string,
  context: WriteContext,
): Promise<boolean> {
  const holding = await deps.holdings.find(repId);
  if (!holding) return false;
  const leadIds = holding.entries.map(({ leadId }) => leadId);
  const ownerships = new Map((await deps.ownerships.findMany(leadIds)).map((ownership) => [ownership._id, ownership]));
  let changed = false;
  for (const { leadId, state, reservedAt } of holding.entries) {
    const ownership = ownerships.get(leadId);
    if (ownership && isHeldBy(ownership, repId)) continue;
    if (state === 'reserved' && context.now.getTime() - reservedAt.getTime() < IN_FLIGHT_MS) continue;
    changed = (await settleHolding(deps, repId, leadId, context, { sparesInFlight: true })) || changed;
  }
  return changed;
}
