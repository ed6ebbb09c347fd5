import type { Change, WriteContext } from '@fairlead/service-kit';
import { termsFor } from '../domain/pool';
import { finished, planFor, type RecyclePlan } from '../domain/recycle-plan';
import type { LeadOwnershipDoc, RecyclePlanDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { homeOf } from './read-pools';

type Deps = Pick<OwnershipDeps, 'ownerships' | 'pools' | 'teams' | 'plans'>;

/**
 * Brings the plan of a lead in line with its ownership, the terms of its pool and the last contact that is known. Safe to
 * repeat at any time. True when something was written.
 */
export async function planRecycling(
  deps: Deps,
  leadId: string,
  context: WriteContext,
  contactAt?: Date,
): Promise<boolean> {
  const ownership = await deps.ownerships.find(leadId);
  if (!ownership) return false;
  const held = await deps.plans.find(leadId);
  if (ownership.ownerId === '' || ownership.closedAs !== '') return finishPlan(deps, held, context);
  const home = await homeOf(deps, ownership);
  const terms = home && termsFor(home.pool, home.team.poolPolicy, ownership.attributes.valueLevel);
  if (!terms || (!held && terms.recycleDays === 0)) return false;
  const plan = (from: RecyclePlan | null) =>
    planFor(owned(ownership), terms, later(ownership.since ?? context.now, contactAt), from, context.now);
  if (!held) {
    const { replayed } = await deps.plans.store.create(leadId, plan(null), [], context);
    if (!replayed) return true;
  }
  return change(deps, leadId, context, (doc) => {
    // A later cycle is planned already: what is known here is out of date.
    const next = doc.cycle > ownership.cycle ? doc : plan(doc);
    return next === doc ? null : { set: { ...NOTHING, ...next }, events: [] };
  });
}

/** Nothing is due any more in the plan's cycle; a later cycle's plan is left alone. */
export async function finishPlan(
  deps: Pick<Deps, 'plans'>,
  plan: RecyclePlanDoc | null,
  context: WriteContext,
): Promise<boolean> {
  if (!plan?.dueAt) return false;
  return change(deps, plan._id, context, (doc) => (doc.cycle === plan.cycle && doc.dueAt ? finished() : null));
}

async function change(
  { plans }: Pick<Deps, 'plans'>,
  leadId: string,
  context: WriteContext,
  decide: (doc: RecyclePlanDoc) => Change<RecyclePlan> | null,
): Promise<boolean> {
  let written = false;
  await plans.store.change(
    leadId,
    (doc) => {
      const next = decide(doc);
      written = next !== null;
      return next;
    },
    context,
  );
  return written;
}

/** What a new plan may leave out, so that nothing of the former one stays. */
const NOTHING = { protectedUntil: undefined, recycleAt: undefined, warnAt: undefined, dueAt: undefined };

const owned = ({ cycle, ownerId, teamId, protectedUntil }: LeadOwnershipDoc) => ({
  ...{ cycle, ownerId, teamId },
  ...(protectedUntil ? { protectedUntil } : {}),
});

const later = (a: Date, b: Date | undefined) => (b && b > a ? b : a);
