import type { Decision, DecisionKind } from './decision';
import type { PoolReason } from './pool-reason';

export type Came = 'rules' | 'by_hand' | 'claimed' | 'handed_over' | 'imported' | PoolReason;

/** The time that a lead is with one owner or in one pool; ends where the next one begins. Never changed. */
export interface Stay {
  leadId: string;
  /** 1, 2, 3 … for each lead. */
  number: number;
  ownerId: string;
  teamId: string;
  poolId: string;
  cycle: number;
  from: Date;
  came: Came;
  /** What a person wrote when it came. */
  note: string;
  actor: string;
}

export const stayId = (leadId: string, number: number) => `${leadId}:${number}`;

const CAME: Record<DecisionKind, Came> = { RULES: 'rules', MANUAL: 'by_hand', CLAIM: 'claimed', IMPORT: 'imported' };
export const cameBy = (kind: DecisionKind): Came => CAME[kind];

/** What an ownership tells of where the lead is. */
interface Placed extends Pick<Stay, 'ownerId' | 'teamId' | 'poolId' | 'cycle'> {
  _id: string;
  since?: Date;
  pooledAt?: Date;
  poolReason: '' | PoolReason;
  decision?: Pick<Decision, 'kind' | 'actor'>;
  stay?: Stay;
}

/**
 * The present stay of a lead. An ownership that was written before stays were kept tells its first one by what it is now;
 * undefined while nobody has decided about the lead.
 */
export function stayOf(ownership: Placed): Stay | undefined {
  if (ownership.stay) return ownership.stay;
  const { cycle, ownerId, teamId, poolId, since, pooledAt, poolReason, decision } = ownership;
  if (cycle === 0 || !since) return undefined;
  const came = poolId !== '' && poolReason !== '' ? poolReason : cameBy(decision?.kind ?? 'MANUAL');
  const from = (poolId !== '' ? pooledAt : undefined) ?? since;
  const actor = decision?.actor ?? '';
  return { leadId: ownership._id, number: 1, ownerId, teamId, poolId, cycle, from, came, note: '', actor };
}

/** The stay that follows the present one. */
export const nextStay = (ownership: Placed, next: Omit<Stay, 'leadId' | 'number'>): Stay => ({
  ...next,
  leadId: ownership._id,
  number: (stayOf(ownership)?.number ?? 0) + 1,
});
