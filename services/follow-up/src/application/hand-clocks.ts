import type { OwnershipCopy, WriteContext } from '@fairlead/service-kit';
import { type GoingOn, handOn, holdClock, releaseClock } from '../domain/handed-obligation';
import type { ClockStand } from '../domain/held-clock';
import type { ObligationDoc } from '../repository/models';
import type { PinnedCalendar } from './clock-terms';
import { onPresent } from './on-present';
import type { ClockDeps } from './subject-clocks';

/** The running clocks of a rep at these customers stand still. Answers how many stand still for this handover now. */
export async function holdClocks(
  deps: ClockDeps,
  { handoverId, ownerId, customerIds }: { handoverId: string; ownerId: string; customerIds: string[] },
  context: WriteContext,
): Promise<number> {
  let held = 0;
  for (const doc of await deps.obligations.runningOfLeads(customerIds)) {
    if (doc.ownerId !== ownerId) continue;
    const { doc: after } = await onPresent(deps, doc, context, async (seen) => {
      if (seen.held || seen.ownerId !== ownerId) return null;
      return holdClock(seen, handoverId, await standAtOf(deps, seen, context.now), context.now);
    });
    if (after.held?.by === handoverId) held += 1;
  }
  return held;
}

/** Clocks that this handover still holds go on where they are. Answers how many do. */
export async function releaseClocks(
  deps: ClockDeps,
  { handoverId, customerIds }: { handoverId: string; customerIds: string[] },
  context: WriteContext,
): Promise<number> {
  let released = 0;
  for (const doc of await deps.obligations.runningOfLeads(customerIds)) {
    if (doc.held?.by !== handoverId) continue;
    await onPresent(deps, doc, context, async (seen) => {
      if (seen.held?.by !== handoverId) return null;
      return releaseClock(seen, handoverId, await goingOn(deps, seen, seen.ownerId, context.now, seen));
    });
    released += 1;
  }
  return released;
}

/** A handover moved the customer: the former owner's clocks go on with the new one from that moment. True when any does. */
export async function handClocks(
  deps: ClockDeps,
  leadId: string,
  ownership: OwnershipCopy,
  previousOwnerId: string,
  at: Date,
  context: WriteContext,
): Promise<boolean> {
  let any = false;
  for (const doc of await deps.obligations.runningOfLeads([leadId])) {
    if (doc.ownerId !== previousOwnerId) continue;
    await onPresent(deps, doc, context, async (seen) => {
      if (seen.ownerId !== previousOwnerId) return null;
      // Within a team the clock keeps the version of the calendar that it started with.
      const calendar = await deps.terms.calendarInTeam(seen, ownership.teamId);
      const change = handOn(seen, ownership, calendar, await goingOn(deps, seen, ownership.ownerId, at, calendar));
      any ||= change !== null;
      return change;
    });
  }
  return any;
}

/** What is left at an instant and what has passed, in the working time of its owner. */
async function standAtOf(deps: ClockDeps, doc: ObligationDoc, at: Date): Promise<ClockStand> {
  return deps.terms.standOf(doc, at, (await deps.facts.rep(doc.ownerId))?.leaves ?? []);
}

/** How the clock goes on from an instant, with what is left, in the working time of this owner. */
async function goingOn(
  deps: ClockDeps,
  doc: ObligationDoc,
  ownerId: string,
  at: Date,
  { calendarId, calendarVersion }: PinnedCalendar,
): Promise<GoingOn> {
  const rep = await deps.facts.rep(ownerId);
  const resumed = { at, ...(await standAtOf(deps, doc, at)) };
  const times = await deps.terms.levelsOf({ ...doc, calendarId, calendarVersion, resumed }, rep?.leaves ?? []);
  return { resumed, times, leavesRevision: rep?.revision ?? 0 };
}
