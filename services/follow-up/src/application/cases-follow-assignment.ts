import type { OwnershipData } from '@fairlead/proto';
import { type Effect, type Handlers, type OwnershipCopy, ownershipOf, type WriteContext } from '@fairlead/service-kit';
import type { CaseDeps } from './case-deps';
import { SELF } from './deps';
import { dispatchWaiting, passOnCases } from './dispatch-case';
import { placeOf } from './open-case';

/**
 * Cases know the owner of their customer; a rep who changed may be able to take what nobody could, and what one has who
 * works here no longer goes to others.
 */
export function casesFollowAssignment(deps: CaseDeps): Handlers {
  const context = (): WriteContext => ({ now: new Date(), actor: SELF });
  const moved = async ({ subject, data }: { subject: string; data: OwnershipData }): Promise<Effect> =>
    (await moveCases(deps, subject, ownershipOf(data), context())) ? 'applied' : 'ignored';
  const repChanged = async (repId: string, revision: number): Promise<Effect> => {
    await deps.facts.renewRep(repId, revision);
    const isGone = (await deps.facts.rep(repId))?.active === false;
    const passed = isGone ? await passOnCases(deps, repId, context()) : 0;
    return passed + (await dispatchWaiting(deps, context())) > 0 ? 'applied' : 'ignored';
  };
  return {
    'crm.assignment.lead.assigned.v1': moved,
    'crm.assignment.lead.claimed.v1': moved,
    'crm.assignment.lead.handed_over.v1': moved,
    'crm.assignment.lead.pooled.v1': moved,
    'crm.assignment.customer.imported.v1': moved,
    'crm.assignment.rep.updated.v1': ({ data, aggregateRevision }) => repChanged(data.repId, Number(aggregateRevision)),
    'crm.assignment.rep.leaves_changed.v1': ({ data, aggregateRevision }) =>
      repChanged(data.repId, Number(aggregateRevision)),
  };
}

/** All cases of a customer learn of a new owner. True when any did. */
async function moveCases(
  deps: CaseDeps,
  customerId: string,
  ownership: OwnershipCopy,
  context: WriteContext,
): Promise<boolean> {
  let any = false;
  for (let after = ''; ; ) {
    const page = await deps.cases.pageOf(customerId, after);
    for (const { _id } of page) {
      await deps.cases.store.change(
        _id,
        (found) => {
          if (found.ownershipRevision >= ownership.revision) return null;
          any = true;
          return { set: placeOf(ownership), events: [] };
        },
        context,
      );
    }
    const last = page.at(-1);
    if (!last) return any;
    after = last._id;
  }
}
