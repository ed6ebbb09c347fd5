import type { Effect, WriteContext } from '@fairlead/service-kit';
import { ATTRIBUTE_NAMES, toLeadAttributes } from '../domain/lead-attributes';
import type { OwnershipDeps } from './ownership-deps';
import { planRecycling } from './plan-recycling';
import { pushOwnership } from './push-ownership';

const DEADLINE_MS = 10_000;

/**
 * A person changed what rules and pools see of a lead, its value level for example: other terms may hold for it now, and
 * other things be hidden. What decisions saw stays with them.
 */
export async function refreshAttributes(
  deps: OwnershipDeps,
  leadId: string,
  fields: readonly string[],
  context: WriteContext,
): Promise<Effect> {
  if (!ATTRIBUTE_NAMES.some((name) => fields.includes(name))) return 'ignored';
  const before = await deps.ownerships.find(leadId);
  if (!before) return 'ignored';
  const customer = await deps.customers.getCustomer({ customerId: leadId }, { deadline: DEADLINE_MS });
  const attributes = toLeadAttributes({ ...customer });
  let changed = false;
  const { doc } = await deps.ownerships.store.change(
    leadId,
    (ownership) => {
      changed = ATTRIBUTE_NAMES.some((name) => ownership.attributes[name] !== attributes[name]);
      return changed ? { set: { attributes }, events: [] } : null;
    },
    context,
  );
  // Also when nothing changed now: a crash may have come between the change and what follows from it.
  const planned = await planRecycling(deps, leadId, context);
  const told = doc.poolId !== '' && (await pushOwnership(deps, doc, DEADLINE_MS));
  return changed || planned || told ? 'applied' : 'repeated';
}
