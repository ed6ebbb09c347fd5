import type { Effect, OwnershipCopy, WriteContext } from '@fairlead/service-kit';
import { FIRST_CONTACT_KIND } from '../domain/clock-kinds';
import { fulfilObligation, obligationId } from '../domain/obligation';
import type { ObligationDoc } from '../repository/models';
import { customerFacts } from './customer-facts';
import type { Deps } from './deps';
import { finishFirstContact, fulfilFirstContact, releaseFirstContact } from './end-obligations';
import { rescheduleIfLeaveChanged } from './reschedule-obligations';
import { newClock } from './subject-clocks';

/**
 * A rep got a lead: the first contact is due. The clock starts with the ownership, however late this runs. Contact made
 * before is fulfilment at once; a lead that is over gets no clock. `isNewest`: the ownership was certainly the newest one
 * known a moment ago.
 */
export async function openFirstContact(
  deps: Deps,
  leadId: string,
  told: OwnershipCopy,
  isNewest: boolean,
  context: WriteContext,
): Promise<Effect> {
  const ownership = isNewest ? told : await laterOfCycle(deps, leadId, told);
  const { cycle, ownerId, teamId, teamPath, revision } = ownership;
  const id = obligationId(FIRST_CONTACT_KIND, leadId, cycle);
  let created = false;
  let doc = await deps.obligations.store.find(id);
  if (!doc) {
    if (await deps.endings.find(leadId)) return 'ignored';
    if (!isNewest && (await isPast(deps, leadId, ownership))) return 'ignored';
    const opening = { kind: FIRST_CONTACT_KIND, subject: leadId, key: String(cycle), cycle, ownerId, teamId, teamPath };
    const facts = await customerFacts(deps, leadId, FIRST_CONTACT_KIND);
    const fresh = await newClock(deps, { ...opening, openTime: ownership.since, facts });
    if (!fresh) return 'ignored';
    const moved = ownership === told ? {} : { ownershipRevision: revision };
    const { events } = fresh;
    const state = { ...fresh.state, ...moved };
    const contact = await deps.followUps.hasContact(leadId, cycle);
    const ended = contact ? fulfilObligation(state, context.now) : null;
    const whole = { ...state, ...ended?.set };
    const outcome = await deps.obligations.store.create(id, whole, [...events, ...(ended?.events ?? [])], context);
    created = !outcome.replayed;
    doc = outcome.doc;
  }
  await settle(deps, doc, ownership, context);
  return created ? 'applied' : 'repeated';
}

/** What happened while the obligation was being opened finds it now, or is found here. */
async function settle(deps: Deps, doc: ObligationDoc, ownership: OwnershipCopy, context: WriteContext): Promise<void> {
  const { subject: leadId, cycle } = doc;
  if (await deps.followUps.hasContact(leadId, cycle)) await fulfilFirstContact(deps, leadId, cycle, context);
  const ending = await deps.endings.find(leadId);
  if (ending) await finishFirstContact(deps, doc, ending.state, context);
  else if (await isPast(deps, leadId, ownership)) await releaseFirstContact(deps, doc, context);
  else await rescheduleIfLeaveChanged(deps, doc, context);
}

/** Within its cycle a handover may have moved the lead to another owner by now: then it is that one's to make contact. */
async function laterOfCycle(deps: Deps, leadId: string, told: OwnershipCopy): Promise<OwnershipCopy> {
  const copy = await deps.ownerships.find(leadId);
  const later = copy && copy.revision > told.revision && copy.cycle === told.cycle && copy.ownerId !== '';
  return later ? copy : told;
}

/** Whether a later ownership is known already. */
async function isPast(deps: Deps, leadId: string, { revision }: OwnershipCopy): Promise<boolean> {
  const copy = await deps.ownerships.find(leadId);
  return copy !== null && copy.revision > revision;
}
