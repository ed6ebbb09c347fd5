import { type Effect, type Handlers, ownershipOf, type TypedEvent, type WriteContext } from '@fairlead/service-kit';
import { type Deps, SELF } from './deps';
import { releaseUpTo } from './end-obligations';
import { handClocks } from './hand-clocks';
import { moveTasks } from './move-tasks';
import { openFirstContact } from './open-first-contact';
import { rescheduleOf } from './reschedule-obligations';

type LeadEvent = 'crm.assignment.lead.assigned.v1' | 'crm.assignment.lead.claimed.v1' | 'crm.assignment.lead.pooled.v1';

/** Ownership opens and ends first-contact obligations, a handover passes them on, leave moves their clocks. */
export function followAssignment(deps: Deps): Handlers {
  const context = (): WriteContext => ({ now: new Date(), actor: SELF });

  const given = async (event: TypedEvent<LeadEvent>): Promise<Effect> => {
    const { subject: leadId } = event;
    const ownership = ownershipOf(event.data);
    const copied = await deps.ownerships.apply(leadId, ownership);
    const ended = await releaseUpTo(deps, leadId, ownership.cycle - 1, context());
    const moved = await moveTasks(deps, leadId, ownership, context());
    const opened = await openFirstContact(deps, leadId, ownership, copied, context());
    return copied || ended || moved ? 'applied' : opened;
  };

  const handedOver = async (event: TypedEvent<'crm.assignment.lead.handed_over.v1'>): Promise<Effect> => {
    const { subject: leadId, data, time } = event;
    const ownership = ownershipOf(data);
    const copied = await deps.ownerships.apply(leadId, ownership);
    const moved = await moveTasks(deps, leadId, ownership, context(), data.previousOwnerId);
    const handed = await handClocks(deps, leadId, ownership, data.previousOwnerId, time ?? new Date(), context());
    return copied || moved || handed ? 'applied' : 'repeated';
  };

  const pooled = async (event: TypedEvent<LeadEvent>): Promise<Effect> => {
    const copied = await deps.ownerships.apply(event.subject, ownershipOf(event.data));
    const ended = await releaseUpTo(deps, event.subject, event.data.cycle, context());
    return copied || ended ? 'applied' : 'repeated';
  };

  const renewRep = async (repId: string, revision: number): Promise<Effect> => {
    const renewed = await deps.facts.renewRep(repId, revision);
    // Also when the copy was new already: a crash may have come between the copy and the clocks.
    const moved = await rescheduleOf(deps, repId, context());
    return renewed || moved > 0 ? 'applied' : 'ignored';
  };

  return {
    'crm.assignment.lead.assigned.v1': given,
    'crm.assignment.lead.claimed.v1': given,
    'crm.assignment.lead.handed_over.v1': handedOver,
    'crm.assignment.lead.pooled.v1': pooled,
    'crm.assignment.rep.leaves_changed.v1': ({ data, aggregateRevision }) =>
      renewRep(data.repId, Number(aggregateRevision)),
    'crm.assignment.rep.updated.v1': ({ data, aggregateRevision }) => renewRep(data.repId, Number(aggregateRevision)),
    'crm.assignment.team.updated.v1': async ({ data, aggregateRevision }) =>
      (await deps.facts.renewTeam(data.teamId, Number(aggregateRevision))) ? 'applied' : 'ignored',
  };
}
