import type { Change, NewEvent } from '@fairlead/service-kit';
import type { Decision } from './decision';
import type { HandoverMark } from './handover-mark';
import { type LeadAttributes, toLeadAttributes } from './lead-attributes';
import type { PoolReason } from './pool-reason';
import { cameBy, nextStay, type Stay } from './stay';
import { poolIdOf } from './team';

/** Who is responsible for a lead. Written here alone; every other service holds a copy. Cycle 0: not decided yet. */
export interface LeadOwnership {
  ownerId: string;
  teamId: string;
  teamPath: string[];
  poolId: string;
  cycle: number;
  /** Start of the current cycle. */
  since?: Date;
  barredRepId: string;
  barredUntil?: Date;
  poolReason: '' | PoolReason;
  /** When it came into the pool; set exactly while it lies in one. */
  pooledAt?: Date;
  /** A lead that is over counts in no holding; it keeps its owner. */
  closedAs: '' | 'converted' | 'lost';
  /** Who created the lead; sees it until the first decision. */
  createdBy: string;
  attributes: LeadAttributes;
  /** Another customer with an equal match key when the lead came in; empty: none. */
  knownCustomerId?: string;
  /** Until when it waits in the pool for a rep by the rules. */
  waitUntil?: Date;
  /**
   * The decision that began the current cycle, in the same write as the ownership. It is copied to its own record
   * afterwards, at the latest before the next cycle begins.
   */
  decision?: Decision;
  /** Where it is now and how it came there. Copied to its own record like the decision. */
  stay?: Stay;
  /** It came into the pool as a lost lead: whoever gets it works on it again. */
  lost?: boolean;
  /** Revision of the customer whose loss was taken in last: a loss that is told again is none. */
  lostRevision?: number;
  /** Cycle in which a lost lead was given out again. */
  reopenedCycle?: number;
  /** Not recycled before, after a claim. */
  protectedUntil?: Date;
  /** What the last handover did; says something of its own cycle only. */
  handover?: HandoverMark;
}

export type OwnershipDoc = LeadOwnership & { _id: string; revision: number };

/** A lead nobody has decided about. */
export const undecided = (attributes: LeadAttributes, createdBy: string, knownCustomerId = ''): LeadOwnership => ({
  ownerId: '',
  teamId: '',
  teamPath: [],
  poolId: '',
  cycle: 0,
  barredRepId: '',
  poolReason: '',
  closedAs: '',
  createdBy,
  attributes,
  knownCustomerId,
});

interface TeamRef {
  id: string;
  path: string[];
}

/** A pool with the team that it belongs to. */
export interface PoolPlace {
  poolId: string;
  team: TeamRef;
}

/** How a lead comes into a pool. */
export interface Pooling {
  place: PoolPlace;
  reason: PoolReason;
  /** How long its owner, if there is one, may not claim it back. */
  coolDownSeconds: number;
  /** What a person wrote. */
  note?: string;
  actor: string;
  /** Set for a lost lead: the customer's revision that told so. */
  lostRevision?: number;
}

/** Gives the lead to a rep of the team: a new cycle. */
export function giveTo(
  ownership: OwnershipDoc,
  team: TeamRef,
  decision: Omit<Decision, 'leadId' | 'cycle' | 'teamId' | 'poolId' | 'inputsJson'>,
): Change<LeadOwnership> {
  const set = {
    ownerId: decision.ownerId,
    teamId: team.id,
    teamPath: team.path,
    poolId: '',
    cycle: ownership.cycle + 1,
    since: decision.time,
    barredRepId: '',
    barredUntil: undefined,
    poolReason: '',
    pooledAt: undefined,
    waitUntil: undefined,
    decision: complete(ownership, decision, team.id, ''),
    stay: nextStay(ownership, {
      ownerId: decision.ownerId,
      teamId: team.id,
      poolId: '',
      cycle: ownership.cycle + 1,
      from: decision.time,
      came: cameBy(decision.kind),
      note: '',
      actor: decision.actor,
    }),
    protectedUntil: undefined,
    lost: undefined,
    ...(ownership.lost ? { reopenedCycle: ownership.cycle + 1 } : {}),
  } satisfies Partial<LeadOwnership>;
  const data = { ...eventData(ownership, set), previousOwnerId: ownership.ownerId };
  const subject = ownership._id;
  const { kind, ruleSetVersion } = decision;
  return {
    set,
    events: [
      kind === 'CLAIM'
        ? { type: 'crm.assignment.lead.claimed.v1', subject, data }
        : {
            type: 'crm.assignment.lead.assigned.v1',
            subject,
            data: { ...data, kind: kind.toLowerCase(), ruleSetVersion },
          },
    ],
  };
}

/** No rep could take it: the first cycle begins in the pool of the team. */
export function poolUndecided(
  ownership: OwnershipDoc,
  team: TeamRef,
  {
    waitUntil,
    ...decision
  }: Omit<Decision, 'leadId' | 'cycle' | 'teamId' | 'poolId' | 'inputsJson'> & {
    waitUntil?: Date;
  },
): Change<LeadOwnership> {
  const poolId = poolIdOf(team.id);
  const set = {
    ownerId: '',
    teamId: team.id,
    teamPath: team.path,
    poolId,
    cycle: ownership.cycle + 1,
    since: decision.time,
    poolReason: 'no_eligible_rep',
    pooledAt: decision.time,
    waitUntil,
    decision: complete(ownership, decision, team.id, poolId),
    stay: nextStay(ownership, {
      ownerId: '',
      teamId: team.id,
      poolId,
      cycle: ownership.cycle + 1,
      from: decision.time,
      came: 'no_eligible_rep',
      note: '',
      actor: decision.actor,
    }),
  } satisfies Partial<LeadOwnership>;
  return { set, events: [pooled(ownership, set, 'no_eligible_rep')] };
}

/** Whose a customer is that was dealt with before: its first cycle, without a lead's clock. */
export function takenOver(
  customerId: string,
  to: { ownerId: string; team: TeamRef },
  importer: string,
  now: Date,
): { state: LeadOwnership; events: NewEvent[] } {
  const { ownerId, team } = to;
  const inPool = ownerId === '';
  const state: LeadOwnership = {
    ...undecided(toLeadAttributes({}), importer),
    ownerId,
    teamId: team.id,
    teamPath: team.path,
    poolId: inPool ? poolIdOf(team.id) : '',
    cycle: 1,
    since: now,
    ...(inPool ? { poolReason: 'imported', pooledAt: now } : { closedAs: 'converted' }),
  };
  const first = { ...state, _id: customerId, revision: 0, cycle: 0 };
  state.decision = complete(
    first,
    {
      time: now,
      kind: 'IMPORT',
      ruleSetVersion: 0,
      ruleId: '',
      ownerId,
      reason: 'It was taken over with an import.',
      actor: importer,
    },
    team.id,
    state.poolId,
  );
  const { poolId } = state;
  state.stay = nextStay(first, {
    ownerId,
    teamId: team.id,
    poolId,
    cycle: 1,
    from: now,
    came: 'imported',
    note: '',
    actor: importer,
  });
  const data = eventData(first, { cycle: 1 });
  return { state, events: [{ type: 'crm.assignment.customer.imported.v1', subject: customerId, data }] };
}

/** Puts the lead into a pool, from its owner or another pool; the former owner may not claim it back for a while. */
export function intoPool(ownership: OwnershipDoc, pooling: Pooling, now: Date): Change<LeadOwnership> {
  const { place, reason, coolDownSeconds, note = '', actor, lostRevision } = pooling;
  const { poolId, team } = place;
  const owned = ownership.ownerId !== '';
  const set = {
    ownerId: '',
    teamId: team.id,
    teamPath: team.path,
    poolId,
    // Who was barred in one pool is barred in the next one.
    ...(owned ? { barredRepId: ownership.ownerId, barredUntil: new Date(now.getTime() + coolDownSeconds * 1000) } : {}),
    poolReason: reason,
    pooledAt: now,
    waitUntil: undefined,
    protectedUntil: undefined,
    stay: nextStay(ownership, {
      ownerId: '',
      teamId: team.id,
      poolId,
      cycle: ownership.cycle,
      from: now,
      came: reason,
      note,
      actor,
    }),
    ...(lostRevision === undefined ? {} : { lost: true, lostRevision }),
  } satisfies Partial<LeadOwnership>;
  return { set, events: [pooled(ownership, set, reason)] };
}

const pooled = (ownership: OwnershipDoc, set: Partial<LeadOwnership>, reason: PoolReason) => ({
  type: 'crm.assignment.lead.pooled.v1' as const,
  subject: ownership._id,
  data: { ...eventData(ownership, set), reason, previousOwnerId: ownership.ownerId },
});

const complete = (
  ownership: OwnershipDoc,
  decision: Omit<Decision, 'leadId' | 'cycle' | 'teamId' | 'poolId' | 'inputsJson'>,
  teamId: string,
  poolId: string,
): Decision => ({
  ...decision,
  leadId: ownership._id,
  cycle: ownership.cycle + 1,
  teamId,
  poolId,
  inputsJson: JSON.stringify(ownership.attributes),
});

/** The ownership as events carry it, after a change of these fields. */
function eventData(ownership: OwnershipDoc, set: Partial<LeadOwnership>) {
  const { ownerId, teamId, teamPath, poolId, cycle, since } = { ...ownership, ...set };
  return {
    ownerId,
    teamId,
    teamPath,
    poolId,
    cycle,
    revision: ownership.revision + 1,
    since: (since as Date).toISOString(),
  };
}
