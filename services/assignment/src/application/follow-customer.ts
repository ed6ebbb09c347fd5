import type { Handlers, TypedEvent, WriteContext } from '@fairlead/service-kit';
import { toLeadAttributes } from '../domain/lead-attributes';
import type { LeadOwnership, Pooling } from '../domain/ownership';
import { undecided } from '../domain/ownership';
import { termsFor } from '../domain/pool';
import type { LeadOwnershipDoc } from '../repository/models';
import { decideLead } from './decide-lead';
import type { OwnershipDeps } from './ownership-deps';
import { putIntoPool } from './put-into-pool';
import { lostHomeOf } from './read-pools';
import { refreshAttributes } from './refresh-attributes';
import { settleFormerOwner } from './settle-former-owner';

const ACTOR = 'service:assignment';

/** Takes new leads in, follows what pools go by, and frees the places of leads that are over. */
export function followCustomer(deps: OwnershipDeps): Handlers {
  const context = (): WriteContext => ({ now: new Date(), actor: ACTOR });
  return {
    async 'crm.customer.lead.created.v1'(event: TypedEvent<'crm.customer.lead.created.v1'>) {
      const ownership = undecided(toLeadAttributes(event.data), event.actor, event.data.knownCustomerId ?? '');
      const { doc } = await deps.ownerships.store.create(event.subject, ownership, [], context());
      return (await decideLead(deps, doc, context())) ? 'applied' : 'repeated';
    },
    'crm.customer.customer.updated.v1': ({ subject, data }) => refreshAttributes(deps, subject, data.fields, context()),
    'crm.customer.lead.converted.v1': (event) => close(deps, event.subject, 'converted', context()),
    'crm.customer.lead.lost.v1': async (event) => {
      const revision = Number(event.aggregateRevision);
      const pooled = await keepLost(deps, event.subject, revision, { now: new Date(), actor: event.actor });
      return pooled ? 'applied' : close(deps, event.subject, 'lost', context(), revision);
    },
  };
}

/** Where the team's pools take lost leads, the lead may be claimed again. A loss told again is none. */
async function keepLost(deps: OwnershipDeps, leadId: string, revision: number, context: WriteContext) {
  const decide = async (ownership: LeadOwnershipDoc): Promise<Pooling | null> => {
    if (ownership.closedAs !== '' || ownership.lost || isKnown(ownership, revision)) return null;
    const home = await lostHomeOf(deps, ownership);
    if (!home) return null;
    const { pool, team } = home;
    const { coolDownSeconds } = termsFor(pool, team.poolPolicy, ownership.attributes.valueLevel);
    const place = { poolId: pool._id, team: { id: team._id, path: team.path } };
    return { place, reason: 'lost', coolDownSeconds, actor: context.actor, lostRevision: revision };
  };
  return putIntoPool(deps, leadId, decide, context);
}

const isKnown = ({ lostRevision = 0 }: LeadOwnership, revision: number) => revision <= lostRevision;

/** The lead keeps its owner but takes no place in the holding any more. */
async function close(
  deps: OwnershipDeps,
  leadId: string,
  closedAs: LeadOwnership['closedAs'],
  context: WriteContext,
  lostRevision?: number,
): Promise<'applied' | 'repeated'> {
  let changed = false;
  const { doc } = await deps.ownerships.store.change(
    leadId,
    (ownership) => {
      const known = lostRevision !== undefined && (ownership.lost || isKnown(ownership, lostRevision));
      changed = ownership.closedAs !== closedAs && !known;
      return changed ? { set: { closedAs, ...(lostRevision ? { lostRevision } : {}) }, events: [] } : null;
    },
    context,
  );
  await settleFormerOwner(deps, doc.ownerId, leadId, context);
  // Of an undecided lead the decision says it, which is still to come.
  if (doc.cycle > 0) await deps.facts.held(doc, 'closed', context.now);
  return changed ? 'applied' : 'repeated';
}
