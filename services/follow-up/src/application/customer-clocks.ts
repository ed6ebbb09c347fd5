import { customer, followup as proto } from '@fairlead/proto';
import { type Effect, fromClientError, type OwnershipCopy, type WriteContext } from '@fairlead/service-kit';
import type { ClockFacts } from '../domain/clock-conditions';
import { SILENCE_KIND, STAGE_KIND } from '../domain/clock-kinds';
import { stageKey, stageOfKey } from '../domain/customer-clock';
import { choosePolicy, isActive, shortName } from '../domain/policy-choice';
import type { ObligationDoc, PolicyDoc } from '../repository/models';
import { copyOf, factsOf } from './customer-facts';
import type { Deps } from './deps';
import { endClock, openClock, rechooseClock, reownClock } from './subject-clocks';

/** Clocks that run as long as a customer has an owner. */
const KINDS = [STAGE_KIND, SILENCE_KIND] as const;

const { OBLIGATION_STATE_CANCELLED, OBLIGATION_STATE_FULFILLED } = proto.ObligationState;

type FormerEnding = typeof OBLIGATION_STATE_CANCELLED | typeof OBLIGATION_STATE_FULFILLED;

/** What happened, and since when it is so; names the clocks that start with it. */
export interface Occasion {
  /** Unique among the occasions of a customer, the same whenever it is told. */
  key: string;
  at: Date;
  /** Set when the customer came into this stage: its time starts anew. */
  stage?: string;
  /** What the occasion tells of the ownership; the copy may not know it yet. */
  ownership?: OwnershipCopy;
}

/** A customer as its clocks see it; without an owner (in a pool, lost, unknown) it has none. */
interface Seen {
  facts: ClockFacts;
  ownership?: OwnershipCopy | undefined;
}

const UNKNOWN: Seen = { facts: {} };

/**
 * Brings the stage and silence clocks of a customer into line with what is true now: its stage, its value, its owner. May be
 * done at any time and any number of times; with an occasion missing clocks are opened, without one only those that run are
 * looked at.
 */
export async function bringClocks(
  deps: Deps,
  customerId: string,
  occasion: Occasion | undefined,
  context: WriteContext,
): Promise<Effect> {
  let effect: Effect = 'ignored';
  const policies = await activePolicies(deps);
  const open = new Map<string, ObligationDoc[]>();
  for (const kind of KINDS) open.set(kind, await deps.obligations.openOf(customerId, kind));
  const anyOpen = [...open.values()].some((docs) => docs.length > 0);
  if (policies.length === 0 && !anyOpen) return effect;
  const seen = await lookAt(deps, customerId, occasion?.ownership);
  for (const kind of KINDS) {
    const changed = await bringKind(
      deps,
      { customerId, kind, seen, policies, occasion },
      open.get(kind) ?? [],
      context,
    );
    if (changed) effect = 'applied';
  }
  return effect;
}

interface Task {
  customerId: string;
  kind: (typeof KINDS)[number];
  seen: Seen;
  policies: PolicyDoc[];
  occasion: Occasion | undefined;
}

async function bringKind(
  deps: Deps,
  { customerId, kind, seen, policies, occasion }: Task,
  open: ObligationDoc[],
  context: WriteContext,
): Promise<boolean> {
  const { facts, ownership } = seen;
  const chosen = ownership && choosePolicy(policies, kind, facts);
  let changed = false;
  const running: ObligationDoc[] = [];
  for (const doc of open) {
    const left = kind === STAGE_KIND && ownership && stageOfKey(doc.key) !== shortName(facts.stage ?? '');
    if (chosen && !left) running.push(doc);
    else if (await endClock(deps, doc._id, left ? OBLIGATION_STATE_FULFILLED : OBLIGATION_STATE_CANCELLED, context)) {
      changed = true;
    }
  }
  if (!chosen) return changed;
  for (const doc of running) if (await followCustomerOf(deps, doc, seen, context)) changed = true;
  if (!occasion || !opens(kind, seen, occasion, running)) return changed;
  const key = kind === STAGE_KIND ? stageKey(facts.stage ?? '', occasion.key) : occasion.key;
  const start = latest(occasion.at, chosen.createTime);
  const opened = await startClock(deps, { customerId, kind, key, start }, seen, context);
  return opened || changed;
}

/** A clock is missing, or the customer came into its stage anew since the one that runs was started. */
function opens(kind: string, { facts }: Seen, { stage, at }: Occasion, running: ObligationDoc[]): boolean {
  if (kind !== STAGE_KIND || stage === undefined) return running.length === 0;
  // Of a stage that the customer has left already a later event tells.
  if (shortName(stage) !== shortName(facts.stage ?? '')) return false;
  return running.every(({ openTime }) => openTime < at);
}

/** Opens a clock; of several of its kind only the newest goes on. */
async function startClock(
  deps: Deps,
  { customerId, kind, key, start }: { customerId: string; kind: string; key: string; start: Date },
  { facts, ownership }: Seen,
  context: WriteContext,
  former: FormerEnding = OBLIGATION_STATE_CANCELLED,
): Promise<boolean> {
  if (!ownership) return false;
  const { ownerId, teamId, teamPath, cycle } = ownership;
  const opening = { kind, subject: customerId, key, cycle, ownerId, teamId, teamPath, openTime: start, facts };
  const before = await deps.obligations.openOf(customerId, kind);
  const doc = await openClock(deps, opening, context);
  await keepNewest(deps, customerId, kind, former, context);
  return doc !== null && !before.some(({ _id }) => _id === doc._id);
}

async function keepNewest(
  deps: Deps,
  customerId: string,
  kind: string,
  state: FormerEnding,
  context: WriteContext,
): Promise<void> {
  const newestFirst = (a: ObligationDoc, b: ObligationDoc) =>
    b.openTime.getTime() - a.openTime.getTime() || (a._id < b._id ? 1 : -1);
  for (const doc of (await deps.obligations.openOf(customerId, kind)).sort(newestFirst).slice(1)) {
    await endClock(deps, doc._id, state, context);
  }
}

/** The clock goes along with the owner and with what is known of the customer. One that a handover holds goes on with it. */
async function followCustomerOf(deps: Deps, doc: ObligationDoc, seen: Seen, context: WriteContext): Promise<boolean> {
  const { facts, ownership } = seen;
  if (doc.held || !ownership) return false;
  const owned = await reownClock(deps, doc._id, ownership, latest(ownership.since, doc.openTime), context);
  const chosen = await rechooseClock(deps, doc._id, facts, context.now, context);
  return Math.max(owned.revision, chosen.revision) > doc.revision;
}

/**
 * The customer was reached: whoever waits for the next contact begins anew from then. A contact from before the clock that
 * runs was started changes nothing.
 */
export async function restartSilence(
  deps: Deps,
  contact: { _id: string; customerId: string; occurTime: Date },
  context: WriteContext,
): Promise<Effect> {
  const { _id, customerId, occurTime } = contact;
  const policies = await activePolicies(deps);
  const open = await deps.obligations.openOf(customerId, SILENCE_KIND);
  if (open.length === 0 && !policies.some(({ kind }) => kind === SILENCE_KIND)) return 'ignored';
  if (open.some(({ openTime }) => openTime >= occurTime)) return 'ignored';
  const seen = await lookAt(deps, customerId);
  const chosen = seen.ownership && choosePolicy(policies, SILENCE_KIND, seen.facts);
  if (chosen) {
    const start = latest(occurTime, chosen.createTime);
    const opening = { customerId, kind: SILENCE_KIND, key: _id, start };
    const opened = await startClock(deps, opening, seen, context, OBLIGATION_STATE_FULFILLED);
    return opened ? 'applied' : 'repeated';
  }
  let ended = false;
  for (const doc of open) if (await endClock(deps, doc._id, OBLIGATION_STATE_FULFILLED, context)) ended = true;
  return ended ? 'applied' : 'ignored';
}

async function activePolicies({ policies }: Pick<Deps, 'policies'>): Promise<PolicyDoc[]> {
  const found = await Promise.all(KINDS.map((kind) => policies.ofKind(kind)));
  return found.flat().filter(isActive);
}

/** The customer with the newest ownership known. */
async function lookAt(deps: Deps, customerId: string, told?: OwnershipCopy): Promise<Seen> {
  let found: customer.Customer;
  try {
    found = await deps.customers.getCustomer({ customerId });
  } catch (error) {
    if (fromClientError(error).code === 'NOT_FOUND') return UNKNOWN;
    throw error;
  }
  const copy = await deps.ownerships.find(customerId);
  const known = [copy ?? undefined, told, found.ownership && copyOf(found.ownership)].filter(
    (each) => each !== undefined,
  );
  const [newest] = known.sort((a, b) => b.revision - a.revision);
  const over = found.state === customer.CustomerState.CUSTOMER_STATE_LOST || newest?.ownerId === '';
  return { facts: factsOf(found), ownership: over ? undefined : newest };
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
