import { followup, order } from '@fairlead/proto';
import type { WriteContext } from '@fairlead/service-kit';
import { termsFor } from '../domain/pool';
import { dueStep, postponed, recycleReason, warned } from '../domain/recycle-plan';
import type { LeadOwnershipDoc, RecyclePlanDoc } from '../repository/models';
import type { OwnershipDeps } from './ownership-deps';
import { finishPlan, planRecycling } from './plan-recycling';
import { putIntoPool } from './put-into-pool';
import { homeOf } from './read-pools';
import { homewards } from './recycle-lead';

const DEADLINE = { deadline: 10_000 };
const FOLLOW_UPS = 200;
const MAX_PAGES = 10;

/** Who knows whether a customer was reached, and what it is about to order. */
export interface RecycleNeighbours {
  followUps?: {
    listFollowUps(
      request: { customerId: string; pageSize: number; pageToken: string },
      options?: { deadline?: number },
    ): Promise<followup.ListFollowUpsResponse>;
  };
  orders?: {
    listOrders(
      request: { customerId: string; state: order.OrderState; pageSize: number },
      options?: { deadline?: number },
    ): Promise<Pick<order.ListOrdersResponse, 'orders'>>;
  };
}

/**
 * Does what a plan says is due: warns the owner or takes the lead back. The plan only says when to look: whether the
 * customer was reached is asked of follow-up at that moment, and whether an order is in draft of order. When they do not
 * answer nothing happens, and it is looked at again. True when something was written.
 */
export async function recycleDue(
  deps: OwnershipDeps,
  neighbours: RecycleNeighbours,
  due: RecyclePlanDoc,
  context: WriteContext,
): Promise<boolean> {
  const leadId = due._id;
  const ownership = await deps.ownerships.find(leadId);
  if (!ownership || !isOf(ownership, due)) return finishPlan(deps, due, context);
  const contactAt = await lastContact(neighbours, leadId);
  const replanned = await planRecycling(deps, leadId, context, contactAt);
  const plan = await deps.plans.find(leadId);
  const step = plan?.cycle === due.cycle ? dueStep(plan, context.now) : 'nothing';
  if (!plan || step === 'nothing') return replanned;
  if (step === 'recycle' && (await isExempt(deps, neighbours, ownership))) {
    return write(deps, plan, context, () => postponed(context.now));
  }
  if (step === 'warn') return write(deps, plan, context, (doc) => warned(leadId, doc, context.now));
  const decide = async (now: LeadOwnershipDoc) =>
    isOf(now, plan) ? homewards(deps, now, recycleReason(plan), context.actor) : null;
  const taken = await putIntoPool(deps, leadId, decide, context);
  return (await finishPlan(deps, plan, context)) || taken;
}

/** Whether the plan still is about what the lead is in now. */
const isOf = (ownership: LeadOwnershipDoc, { cycle, ownerId }: RecyclePlanDoc) =>
  ownership.cycle === cycle && ownership.ownerId === ownerId && ownership.closedAs === '';

/** On the revision that was looked at: two at once write once. */
async function write(
  { plans }: OwnershipDeps,
  plan: RecyclePlanDoc,
  context: WriteContext,
  decide: (doc: RecyclePlanDoc) => ReturnType<typeof postponed>,
): Promise<boolean> {
  let written = false;
  await plans.store.changeFrom(
    plan,
    (doc) => {
      written = doc.revision === plan.revision;
      return written ? decide(doc) : null;
    },
    context,
  );
  return written;
}

/** When the customer was last reached, by what follow-up has; newest first, so mostly one page tells. */
async function lastContact({ followUps }: RecycleNeighbours, customerId: string): Promise<Date | undefined> {
  if (!followUps) return undefined;
  for (let page = 0, pageToken = ''; page < MAX_PAGES; page += 1) {
    const answer = await followUps.listFollowUps({ customerId, pageSize: FOLLOW_UPS, pageToken }, DEADLINE);
    const reached = answer.followUps.find(
      ({ outcome }) => outcome !== followup.FollowUpOutcome.FOLLOW_UP_OUTCOME_NOT_REACHED,
    );
    if (reached) return reached.occurTime;
    pageToken = answer.nextPageToken;
    if (pageToken === '') break;
  }
  return undefined;
}

async function isExempt(
  deps: OwnershipDeps,
  { orders }: RecycleNeighbours,
  ownership: LeadOwnershipDoc,
): Promise<boolean> {
  const home = await homeOf(deps, ownership);
  const terms = home && termsFor(home.pool, home.team.poolPolicy, ownership.attributes.valueLevel);
  if (!orders || !terms?.exemptDraftOrders) return false;
  const state = order.OrderState.ORDER_STATE_DRAFT;
  const found = await orders.listOrders({ customerId: ownership._id, state, pageSize: 1 }, DEADLINE);
  return found.orders.length > 0;
}
