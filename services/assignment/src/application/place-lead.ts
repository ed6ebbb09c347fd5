import type { WriteContext } from '@fairlead/service-kit';
import { placed } from '../domain/holding';
import type { LeadOwnershipDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { settleHolding } from './settle-holding';

/**
 * A place for a lead that a rep has by a decision of the rules: confirmed at once, since the ownership was written before.
 * Where the lead has an entry already, or its ownership moved on in the same moment, the entry is settled against it.
 */
export async function placeLead(
  deps: Pick<OwnershipDeps, 'holdings' | 'ownerships' | 'decisions'>,
  { _id: leadId, ownerId: repId, revision }: LeadOwnershipDoc,
  context: WriteContext,
): Promise<void> {
  let written = false;
  await deps.holdings.change(
    repId,
    (holding) => {
      const set = placed(holding, leadId, revision, context.now);
      written = set !== null;
      return set && { set, events: [] };
    },
    context,
  );
  const present = written ? await deps.ownerships.find(leadId) : null;
  if (present?.revision !== revision) await settleHolding(deps, repId, leadId, context);
}
