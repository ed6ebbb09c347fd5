import { Faults } from '@fairlead/service-kit';
import type { Handover, HandoverTerms } from '../domain/handover';
import { namedIn } from '../domain/handover-plan';
import type { HandoverDeps } from './handover-deps';

/** Most different reps that a plan may name for single customers; with those by rule a handover stays within its bound. */
export const MAX_NAMED_RECEIVERS = 45;

/** Every fault that only the records can tell: who is there, who left, whose a customer is. */
export async function checkTerms(
  deps: Pick<HandoverDeps, 'reps' | 'ownerships'>,
  fromRepId: string,
  terms: HandoverTerms,
  now: Date,
  faults = new Faults(),
  prefix = 'handover.',
): Promise<Faults> {
  const { plan, mode, startTime, returnTime } = terms;
  const reps = new Map((await deps.reps.findMany(namedIn(plan))).map((rep) => [rep._id, rep]));
  const receiver = (field: string, repId: string) => {
    if (repId === fromRepId) faults.add(field, 'must not be the leaver');
    else if (!reps.has(repId)) faults.add(field, 'there is no such rep');
    else if (!reps.get(repId)?.active) faults.add(field, 'is not active any more');
  };
  const leads = new Map(
    (await deps.ownerships.findMany(plan.named.map(({ leadId }) => leadId))).map((o) => [o._id, o]),
  );
  plan.named.forEach(({ leadId, repId }, index) => {
    const at = `${prefix}plan.named[${index}]`;
    faults.check(leads.get(leadId)?.ownerId === fromRepId, `${at}.lead_id`, 'is no customer of the leaver');
    receiver(`${at}.rep_id`, repId);
  });
  const different = new Set(plan.named.map(({ repId }) => repId)).size;
  faults.check(
    different <= MAX_NAMED_RECEIVERS,
    `${prefix}plan.named`,
    `must name at most ${MAX_NAMED_RECEIVERS} reps`,
  );
  if (plan.leadsTo !== '') receiver(`${prefix}plan.leads_to`, plan.leadsTo);
  if (plan.customersTo !== '') receiver(`${prefix}plan.customers_to`, plan.customersTo);
  if (plan.rule === 'SHARES') {
    plan.shares.forEach(({ repId }, index) => {
      receiver(`${prefix}plan.shares[${index}].rep_id`, repId);
    });
  }
  const begin = startTime && startTime > now ? startTime : now;
  if (mode === 'STAND_IN') {
    faults.check(returnTime !== undefined, `${prefix}return_time`, 'is required for a stand-in');
    if (returnTime) faults.check(returnTime > begin, `${prefix}return_time`, 'must be later than the start');
  } else faults.check(returnTime === undefined, `${prefix}return_time`, 'is for a stand-in only');
  return faults;
}

/** The terms of a handover. */
export const termsOf = ({ reason, mode, startTime, returnTime, plan, note }: Handover): HandoverTerms => ({
  reason,
  mode,
  ...(startTime ? { startTime } : {}),
  ...(returnTime ? { returnTime } : {}),
  plan,
  note,
});
