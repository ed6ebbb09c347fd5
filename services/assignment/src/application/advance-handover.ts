import { notFound, type WriteContext } from '@fairlead/service-kit';
import {
  arrive,
  beginReturn,
  dueNow,
  finishReturn,
  goOn,
  type HandoverChange,
  type HandoverReceiver,
  type HandoverStep,
  isCarrying,
  MAX_ROUNDS,
  remind,
  start,
} from '../domain/handover';
import { type HandoverItem, itemId } from '../domain/handover-item';
import { choose, chooseReceiver } from '../domain/handover-plan';
import type { HandoverDoc, HandoverItemDoc } from '../repository/models';
import type { HandoverDeps } from './handover-deps';
import { managerAbove, planFacts } from './handover-facts';
import { type Destination, moveItem } from './move-handover-item';

/** Customers that one step looks at; each is a matter of milliseconds, a step one of seconds. */
const PAGE = 100;
const MOVE_PAGE = 20;
/** A part ends after so long, however slow each write is: whoever carries on waits no longer for an answer. */
const MAX_PART_MS = 6000;

export interface Advanced {
  handover: HandoverDoc;
  /** There is something to do right now. */
  more: boolean;
  nextTime?: Date;
}

/**
 * Carries out the next part of what is due. Where it stands lies in the handover alone: every part may be repeated, by
 * whomever, and is noted by one write that only the first one makes.
 */
export async function advanceHandover(deps: HandoverDeps, id: string, context: WriteContext): Promise<Advanced> {
  const seen = await deps.handovers.find(id);
  if (!seen) throw notFound('handover', id);
  const change = await nextChange(deps, seen, context);
  const handover = change ? await note(deps, seen, change, context) : seen;
  if (isCarrying(handover)) return { handover, more: true };
  const due = dueNow(handover, context.now);
  if (due.kind !== 'wait') return { handover, more: true };
  return { handover, more: false, ...(due.at ? { nextTime: due.at } : {}) };
}

/** Only where it still stands as it was seen. */
async function note(
  { handovers }: HandoverDeps,
  seen: HandoverDoc,
  change: (handover: HandoverDoc) => HandoverChange,
  context: WriteContext,
): Promise<HandoverDoc> {
  const place = ({ state, step }: HandoverDoc) => JSON.stringify([state, step?.phase, step?.cursor, step?.round]);
  const { doc } = await handovers.store.change(
    seen._id,
    (handover) => (place(handover) === place(seen) ? change(handover) : null),
    context,
  );
  return doc;
}

async function nextChange(
  deps: HandoverDeps,
  handover: HandoverDoc,
  context: WriteContext,
): Promise<((handover: HandoverDoc) => HandoverChange) | null> {
  const { step } = handover;
  if (step && isCarrying(handover)) {
    switch (step.phase) {
      case 'plan':
        return planPage(deps, handover, step, context);
      case 'hold':
        return holdPage(deps, handover, step);
      case 'move':
        return movePage(deps, handover, step, context);
      case 'registrations':
        return registrationsPage(deps, handover, step, context);
      case 'release':
        return releasePage(deps, handover, step, context);
    }
  }
  const due = dueNow(handover, context.now);
  if (due.kind === 'start') return start;
  if (due.kind === 'return') return beginReturn;
  if (due.kind === 'wait') return null;
  const managers = due.kind === 'escalate' ? await managersOf(deps, due.repIds) : new Map<string, string>();
  return (current) => remind(current, due, managers, context.now);
}

/** Finds what the leaver has and chooses who gets it. */
async function planPage(deps: HandoverDeps, handover: HandoverDoc, step: HandoverStep, context: WriteContext) {
  const { _id: handoverId, fromRepId, teamId, teamPath, plan } = handover;
  const page = await deps.ownerships.pageOfOwner(fromRepId, step.cursor, PAGE);
  const decided = page.filter(({ cycle }) => cycle > 0);
  const known = await deps.handoverItems.store.findMany(decided.map(({ _id }) => itemId(handoverId, _id)));
  const knownIds = new Set(known.map(({ leadId }) => leadId));
  const fresh = decided
    .filter(({ _id }) => !knownIds.has(_id))
    .map((ownership) => ({ leadId: ownership._id, openLead: ownership.closedAs === '', ownership }));
  if (fresh.length > 0) {
    const planned = new Map<string, number>();
    for (const { toRepId, state, count } of await deps.handoverItems.counts(handoverId)) {
      // What has arrived is in the receiver's holding already.
      if (state === 'PLANNED') planned.set(toRepId, (planned.get(toRepId) ?? 0) + count);
    }
    const leaver = { repId: fromRepId, teamId, teamPath };
    const facts = await planFacts(deps, leaver, plan, planned, context.now);
    const items = choose(plan, fresh, facts).map(({ item: { leadId, openLead, ownership }, choice }) => {
      const state: HandoverItem = {
        handoverId,
        leadId,
        openLead,
        fromRepId,
        toRepId: 'repId' in choice ? choice.repId : '',
        teamId: ownership.teamId,
        teamPath: ownership.teamPath,
        state: 'repId' in choice ? 'PLANNED' : 'SKIPPED',
        skipReason: 'repId' in choice ? '' : choice.refused,
      };
      return { id: itemId(handoverId, leadId), state, events: [] };
    });
    await deps.handoverItems.store.createMany(items, context);
  }
  if (page.length === PAGE) return () => goOn({ ...step, cursor: page.at(-1)?._id ?? '' });
  const any = (await deps.handoverItems.page({ handoverId, state: 'PLANNED' }, '', 1)).length > 0;
  return () => goOn({ ...step, phase: any ? 'hold' : 'registrations', cursor: '' });
}

/** The clocks of what is about to move stand still from here on. */
async function holdPage(deps: HandoverDeps, handover: HandoverDoc, step: HandoverStep) {
  const { _id: handoverId, state } = handover;
  const back = state !== 'RUNNING';
  const query = { handoverId, state: back ? ('MOVED' as const) : ('PLANNED' as const) };
  const page = await deps.handoverItems.page(query, step.cursor, PAGE);
  for (const [ownerId, items] of byRep(page, back ? 'toRepId' : 'fromRepId')) {
    await deps.clocks.holdClocks({ handoverId, ownerId, customerIds: items.map(({ leadId }) => leadId) });
  }
  return () => goOn(nextPlace(step, page, PAGE, 'move'));
}

async function movePage(deps: HandoverDeps, handover: HandoverDoc, step: HandoverStep, context: WriteContext) {
  const { _id: handoverId } = handover;
  const back = handover.state !== 'RUNNING';
  const page = await deps.handoverItems.page({ handoverId, state: back ? 'MOVED' : 'PLANNED' }, '', MOVE_PAGE);
  const reps = new Map(
    (await deps.reps.findMany([...new Set(page.flatMap(({ toRepId, fromRepId }) => [toRepId, fromRepId]))])).map(
      (rep) => [rep._id, rep],
    ),
  );
  const teamIds = [...new Set([...reps.values()].map(({ teamId }) => teamId))];
  const teams = new Map((await deps.teams.findMany(teamIds)).map((team) => [team._id, team]));
  const destination = ({ toRepId, fromRepId, teamId, teamPath }: HandoverItemDoc): Destination | null => {
    const rep = reps.get(back ? fromRepId : toRepId);
    const team = rep && teams.get(rep.teamId);
    if (!rep?.active || !team) return null;
    return back
      ? { ownerId: fromRepId, teamId, teamPath }
      : { ownerId: toRepId, teamId: team._id, teamPath: team.path };
  };
  const end = Date.now() + MAX_PART_MS;
  for (const item of page) {
    if (Date.now() > end) break;
    const to = destination(item) ?? (back ? 'LEAVER_INACTIVE' : 'RECEIVER_INACTIVE');
    await moveItem(deps, item, back ? 'back' : 'out', to, { ...context, now: new Date() });
  }
  if (page.length > 0) return () => goOn({ ...step, cursor: page.at(-1)?._id ?? '' });
  // The leaver may have got something meanwhile.
  const again = !back && step.round < MAX_ROUNDS;
  return () =>
    goOn({ phase: again ? 'plan' : 'registrations', cursor: '', round: again ? step.round + 1 : step.round });
}

/** The registrations follow, page by page; one that the receiver contests stays where it is. */
async function registrationsPage(deps: HandoverDeps, handover: HandoverDoc, step: HandoverStep, context: WriteContext) {
  const { _id: handoverId, fromRepId, state } = handover;
  const back = state !== 'RUNNING';
  const over = () => goOn({ ...step, phase: 'release', cursor: '' });
  const to = handover.registrationsTo;
  if (to === undefined && !back) {
    const registrationsTo = await registrationsReceiver(deps, handover, context.now);
    // Of two at once the first one chose.
    return (current: HandoverDoc) => ({
      set: current.registrationsTo === undefined ? { registrationsTo } : {},
      events: [],
    });
  }
  const receiver = await deps.reps.find(back ? fromRepId : (to ?? ''));
  if (!to || !receiver?.active) return over;
  const { nextAfterRegistrationId } = await deps.registrations.handOverRegistrations({
    handoverId,
    ...(back ? { fromRepId: to, toRepId: fromRepId } : { fromRepId, toRepId: to }),
    toTeamPath: await deps.teams.pathOf(receiver.teamId),
    back,
    afterRegistrationId: step.cursor,
  });
  return nextAfterRegistrationId === '' ? over : () => goOn({ ...step, cursor: nextAfterRegistrationId });
}

/** Whom the plan gives customers to; empty when it finds nobody, or there is nothing to give. */
async function registrationsReceiver(deps: HandoverDeps, handover: HandoverDoc, now: Date): Promise<string> {
  const { _id: leadId, fromRepId: repId, teamId, teamPath, plan } = handover;
  const { count } = await deps.registrations.countRegistrations({ registrantId: repId });
  if (count === 0) return '';
  const facts = await planFacts(deps, { repId, teamId, teamPath }, plan, new Map(), now);
  const choice = chooseReceiver(plan, { leadId, openLead: false }, facts);
  return 'repId' in choice ? choice.repId : '';
}

/** What stays where it is goes on; then it is over. */
async function releasePage(deps: HandoverDeps, handover: HandoverDoc, step: HandoverStep, context: WriteContext) {
  const { _id: handoverId } = handover;
  const back = handover.state !== 'RUNNING';
  const page = await deps.handoverItems.page({ handoverId, state: back ? 'KEPT' : 'SKIPPED' }, step.cursor, PAGE);
  if (page.length > 0) {
    await deps.clocks.releaseClocks({ handoverId, customerIds: page.map(({ leadId }) => leadId) });
  }
  if (page.length === PAGE) return () => goOn({ ...step, cursor: page.at(-1)?._id ?? '' });
  if (back) return finishReturn;
  const receivers = await receiversOf(deps, handover);
  return (current: HandoverDoc) => arrive(current, receivers, context.now);
}

async function receiversOf(
  { handoverItems, registrations }: HandoverDeps,
  { _id: handoverId, registrationsTo = '' }: HandoverDoc,
): Promise<HandoverReceiver[]> {
  const receivers = new Map<string, HandoverReceiver>();
  for (const { toRepId, state, openLead, count } of await handoverItems.counts(handoverId)) {
    if (state !== 'MOVED') continue;
    const receiver = receivers.get(toRepId) ?? { repId: toRepId, leads: 0, customers: 0 };
    receiver[openLead ? 'leads' : 'customers'] += count;
    receivers.set(toRepId, receiver);
  }
  if (registrationsTo !== '') {
    const { count } = await registrations.countRegistrations({ registrantId: registrationsTo, handoverId });
    const receiver = receivers.get(registrationsTo) ?? { repId: registrationsTo, leads: 0, customers: 0 };
    if (count > 0) receivers.set(registrationsTo, { ...receiver, registrations: count });
  }
  return [...receivers.values()].sort((a, b) => (a.repId < b.repId ? -1 : 1));
}

async function managersOf(deps: HandoverDeps, repIds: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const rep of await deps.reps.findMany(repIds)) {
    const team = await deps.teams.find(rep.teamId);
    found.set(rep._id, await managerAbove(deps, rep._id, team?.path ?? []));
  }
  return found;
}

function nextPlace(step: HandoverStep, page: HandoverItemDoc[], limit: number, phase: HandoverStep['phase']) {
  return page.length === limit ? { ...step, cursor: page.at(-1)?._id ?? '' } : { ...step, phase, cursor: '' };
}

function byRep(items: HandoverItemDoc[], field: 'toRepId' | 'fromRepId'): Map<string, HandoverItemDoc[]> {
  const groups = new Map<string, HandoverItemDoc[]>();
  for (const item of items) groups.set(item[field], [...(groups.get(item[field]) ?? []), item]);
  return groups;
}
