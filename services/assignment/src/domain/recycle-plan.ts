import type { Change } from '@fairlead/service-kit';
import type { PoolTerms } from './pool';

const DAY_MS = 86_400_000;
/** How long an exempt lead stays before it is looked at again. */
const POSTPONED_MS = DAY_MS;

/** When an owned lead goes back to its pool for want of contact. One per lead, for its present cycle. */
export interface RecyclePlan {
  cycle: number;
  ownerId: string;
  teamId: string;
  /** Last contact, or the beginning of the cycle. */
  contactAt: Date;
  protectedUntil?: Date;
  /** The terms that it was made by. */
  recycleDays: number;
  warnDays: number;
  /** Unset: never, as things are. */
  recycleAt?: Date;
  /** Unset when the owner was warned, or is not to be. */
  warnAt?: Date;
  /** When something is to be done: the index of the sweep. */
  dueAt?: Date;
}

interface Owned {
  cycle: number;
  ownerId: string;
  teamId: string;
  protectedUntil?: Date;
}

type DayTerms = Pick<PoolTerms, 'recycleDays' | 'warnDays'>;

/**
 * The plan for an owned lead; the one at hand when it is the same. Nobody loses a lead without the days of the warning,
 * also when the terms came later than the silence.
 */
export function planFor(
  owned: Owned,
  { recycleDays, warnDays }: DayTerms,
  contactAt: Date,
  held: RecyclePlan | null,
  now: Date,
): RecyclePlan {
  const { cycle, ownerId, teamId, protectedUntil } = owned;
  const base = held?.cycle === cycle ? later(held.contactAt, contactAt) : contactAt;
  const same =
    held?.cycle === cycle &&
    held.ownerId === ownerId &&
    held.contactAt.getTime() === base.getTime() &&
    held.protectedUntil?.getTime() === protectedUntil?.getTime() &&
    held.recycleDays === recycleDays &&
    held.warnDays === warnDays;
  if (held && same) return held;
  const plan: RecyclePlan = { cycle, ownerId, teamId, contactAt: base, recycleDays, warnDays };
  if (protectedUntil) plan.protectedUntil = protectedUntil;
  if (recycleDays === 0) return plan;
  const noticed = new Date(now.getTime() + warnDays * DAY_MS);
  const silent = new Date(base.getTime() + recycleDays * DAY_MS);
  return scheduled(plan, later(later(silent, protectedUntil), noticed), warnDays);
}

function scheduled(plan: RecyclePlan, recycleAt: Date, warnDays: number): RecyclePlan {
  const warnAt = warnDays > 0 ? new Date(recycleAt.getTime() - warnDays * DAY_MS) : undefined;
  return { ...plan, recycleAt, ...(warnAt ? { warnAt } : {}), dueAt: warnAt ?? recycleAt };
}

/** What is to be done now: nothing, to warn the owner, or to take the lead back. */
export function dueStep(plan: RecyclePlan, now: Date): 'nothing' | 'warn' | 'recycle' {
  if (!plan.dueAt || !plan.recycleAt || plan.dueAt > now) return 'nothing';
  return plan.warnAt ? 'warn' : 'recycle';
}

/** The owner is told, in the same write that notes it. Whoever was not told in time gets the days of the warning first. */
export function warned(leadId: string, plan: RecyclePlan, now: Date): Change<RecyclePlan> {
  const { ownerId, teamId, cycle, warnDays } = plan;
  const recycleAt = later(plan.recycleAt ?? now, new Date(now.getTime() + lateNotice(plan, now, warnDays)));
  return {
    set: { warnAt: undefined, recycleAt, dueAt: recycleAt },
    events: [
      {
        type: 'crm.assignment.lead.recycle_warned.v1',
        subject: leadId,
        data: { ownerId, teamId, cycle, recycleTime: recycleAt.toISOString() },
      },
    ],
  };
}

/** A warning that comes a little late moves nothing; one that comes after the time itself moves it by its days. */
const lateNotice = (plan: RecyclePlan, now: Date, warnDays: number) =>
  plan.recycleAt && plan.recycleAt <= now ? warnDays * DAY_MS : 0;

/** The lead is exempt for now: it is looked at again tomorrow, without another warning. */
export function postponed(now: Date): Change<RecyclePlan> {
  const recycleAt = new Date(now.getTime() + POSTPONED_MS);
  return { set: { recycleAt, dueAt: recycleAt }, events: [] };
}

/** Nothing is to be done any more in this cycle. */
export const finished = (): Change<RecyclePlan> => ({
  set: { recycleAt: undefined, warnAt: undefined, dueAt: undefined },
  events: [],
});

/** Why a lead goes back: its protection kept it longer than the silence alone would have. */
export function recycleReason({ contactAt, recycleDays, protectedUntil }: RecyclePlan) {
  const silent = contactAt.getTime() + recycleDays * DAY_MS;
  return protectedUntil && protectedUntil.getTime() > silent ? 'protection_ended' : 'not_contacted';
}

const later = (a: Date, b: Date | undefined) => (b && b > a ? b : a);
