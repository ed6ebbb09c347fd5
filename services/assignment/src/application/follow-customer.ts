import type { Handlers, TypedEvent, WriteContext } from '@fairlead/service-kit';
import { toLeadAttributes } from '../domain/lead-attributes';
import type { LeadOwnership } from '../domain/ownership';
import { undecided } from '../domain/ownership';
import { decideLead } from './decide-lead';
import type { OwnershipDeps } from './ownership-deps';
import { settleFormerOwner } from './settle-former-owner';

const ACTOR = 'service:assignment';

/** Takes new leads in and frees the places of leads that are over. */
export function followCustomer(deps: OwnershipDeps): Handlers {
  const context = (): WriteContext => ({ now: new Date(), actor: ACTOR });
  return {
    async 'crm.customer.lead.created.v1'(event: TypedEvent<'crm.customer.lead.created.v1'>) {
      const ownership = undecided(toLeadAttributes(event.data), event.actor, event.data.knownCustomerId ?? '');
      const { doc } = await deps.ownerships.store.create(event.subject, ownership, [], context());
      return (await decideLead(deps, doc, context())) ? 'applied' : 'repeated';
    },
    'crm.customer.lead.converted.v1': (event) => close(deps, event.subject, 'converted', context()),
    'crm.customer.lead.lost.v1': (event) => close(deps, event.subject, 'lost', context()),
  };
}

/** The lead keeps its owner but takes no place in the holding any more. */
async function close(
  deps: OwnershipDeps,
  leadId: string,
  closedAs: LeadOwnership['closedAs'],
  context: WriteContext,
): Promise<'applied' | 'repeated'> {
  let changed = false;
  const { doc } = await deps.ownerships.store.change(
    leadId,
    (ownership) => {
      changed = ownership.closedAs !== closedAs;
      return changed ? { set: { closedAs }, events: [] } : null;
    },
    context,
  );
  await settleFormerOwner(deps, doc.ownerId, leadId, context);
  // Of an undecided lead the decision says it, which is still to come.
  if (doc.cycle > 0) await deps.facts.held(doc, 'closed', context.now);
  return changed ? 'applied' : 'repeated';
}
