import type { Change, WriteContext } from '@fairlead/service-kit';
import { FIRST_CONTACT_KIND } from '../domain/clock-kinds';
import {
  cancelObligation,
  fulfilObligation,
  type Obligation,
  obligationId,
  releaseObligation,
} from '../domain/obligation';
import type { ObligationDoc } from '../repository/models';
import type { Deps } from './deps';

type EndDeps = Pick<Deps, 'obligations' | 'followUps'>;

/** Only the newest cycle can be open, and a new one ends the former: looking this far back is more than enough. */
const FORMER_CYCLES = 50;

/** Contact was made in a cycle: its obligation is fulfilled. False when there is none or it has ended. */
export async function fulfilFirstContact(
  { obligations }: Pick<Deps, 'obligations'>,
  leadId: string,
  cycle: number,
  context: WriteContext,
): Promise<boolean> {
  const id = obligationId(FIRST_CONTACT_KIND, leadId, cycle);
  if (!(await obligations.store.find(id))) return false;
  return end(obligations, id, (doc) => fulfilObligation(doc, context.now), context);
}

/** The lead left its owner. Contact made before counts, even if a crash kept it from ending the obligation. */
export async function releaseFirstContact(deps: EndDeps, doc: ObligationDoc, context: WriteContext): Promise<boolean> {
  const reached = await deps.followUps.hasContact(doc.subject, doc.cycle);
  const decide = (current: Obligation) =>
    (reached ? fulfilObligation(current, context.now) : null) ?? releaseObligation(current, context.now);
  return end(deps.obligations, doc._id, decide, context);
}

/** The lead is over: a deal fulfils what is still running, anything else is no longer needed. */
export async function finishFirstContact(
  deps: EndDeps,
  doc: ObligationDoc,
  ending: 'converted' | 'lost',
  context: WriteContext,
): Promise<boolean> {
  const reached = ending === 'converted' || (await deps.followUps.hasContact(doc.subject, doc.cycle));
  const decide = (current: Obligation) =>
    (reached ? fulfilObligation(current, context.now) : null) ?? cancelObligation(current, context.now);
  return end(deps.obligations, doc._id, decide, context);
}

/** Ends the obligations of a lead up to a cycle; answers whether any was open. */
export async function releaseUpTo(deps: EndDeps, leadId: string, cycle: number, context: WriteContext) {
  const first = Math.max(1, cycle - FORMER_CYCLES);
  const ids = Array.from({ length: Math.max(0, cycle - first + 1) }, (_, index) =>
    obligationId(FIRST_CONTACT_KIND, leadId, first + index),
  );
  let any = false;
  for (const doc of await deps.obligations.store.findMany(ids)) {
    if (await releaseFirstContact(deps, doc, context)) any = true;
  }
  return any;
}

async function end(
  obligations: Deps['obligations'],
  id: string,
  decide: (doc: ObligationDoc) => Change<Obligation> | null,
  context: WriteContext,
): Promise<boolean> {
  let written = false;
  await obligations.store.change(
    id,
    (doc) => {
      const change = decide(doc);
      written = change !== null;
      return change;
    },
    context,
  );
  return written;
}
