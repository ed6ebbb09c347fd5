import type { Change, NewEvent } from '@fairlead/service-kit';
import type { Decision } from './decision';
import type { HandoverMark } from './handover-mark';
import { type LeadAttributes, toLeadAttributes } from './lead-attributes';
import { poolIdOf } from './team';

export type PoolReason = 'first_contact_missed' | 'no_eligible_rep' | 'returned' | 'released' | 'imported';

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
  /**
   * The decision that began the current cycle, in the same write as the ownership. It is copied to its own record
   * afterwards, at the latest before the next cycle begins.
   */
  decision?: Decision;
  /** What the last handover did; says something of its own cycle only. */
  handover?: HandoverMark;
}

export type OwnershipDoc = LeadOwnership & { _id: string; revision: number };

/** A lead nobody has decided about. */
export const undecided = (attributes: LeadAttributes, createdBy: string): LeadOwnership => ({
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
});

interface TeamRef {
  id: string;
  path: string[];
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
    decision: complete(ownership, decision, team.id, ''),
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
  decision: Omit<Decision, 'leadId' | 'cycle' | 'teamId' | 'poolId' | 'inputsJson'>,
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
    decision: complete(ownership, decision, team.id, poolId),
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
      candidates: [],
      actor: importer,
    },
    team.id,
    state.poolId,
  );
  const data = eventData(first, { cycle: 1 });
  return { state, events: [{ type: 'crm.assignment.customer.imported.v1', subject: customerId, data }] };
}

/** Takes the lead from its owner into the team's pool; the former owner may not claim it back for a while. */
export function recycle(
  ownership: OwnershipDoc,
  reason: PoolReason,
  coolDownSeconds: number,
  now: Date,
): Change<LeadOwnership> {
  const set = {
    ownerId: '',
    poolId: poolIdOf(ownership.teamId),
    barredRepId: ownership.ownerId,
    barredUntil: new Date(now.getTime() + coolDownSeconds * 1000),
    poolReason: reason,
    pooledAt: now,
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
