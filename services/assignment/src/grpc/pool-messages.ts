import { customer, assignment as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import type { Claimers, KnownPool, Pool, PoolTerms } from '../domain/pool';
import type { Stay } from '../domain/stay';

const CLAIMERS: Record<Claimers, proto.Claimers> = {
  TEAM: proto.Claimers.CLAIMERS_TEAM,
  TREE: proto.Claimers.CLAIMERS_TREE,
  NAMED: proto.Claimers.CLAIMERS_NAMED,
};

export const toPool = (pool: KnownPool, leadCount = 0, allowance?: proto.ClaimAllowance): proto.Pool => ({
  name: `pools/${pool._id}`,
  id: pool._id,
  teamId: pool.teamId,
  leadCount,
  etag: String(pool.revision),
  createTime: pool.createTime,
  updateTime: pool.updateTime,
  displayName: pool.displayName,
  regions: [...pool.regions],
  productLines: [...pool.productLines],
  state: pool.closed ? proto.PoolState.POOL_STATE_CLOSED : proto.PoolState.POOL_STATE_OPEN,
  terms: toTerms(pool.terms),
  levelTerms: pool.levelTerms.map(({ valueLevel, terms }) => ({
    valueLevel: customer.valueLevelFromJSON(valueLevel),
    terms: toTerms(terms),
  })),
  takesLost: pool.takesLost,
  movedToPoolId: pool.movedToPoolId,
  allowance,
});

const toTerms = (terms: PoolTerms): proto.PoolTerms => ({
  recycleDays: terms.recycleDays,
  warnDays: terms.warnDays,
  exemptDraftOrders: terms.exemptDraftOrders,
  claimers: CLAIMERS[terms.claimers],
  claimerRepIds: [...terms.claimerRepIds],
  requiredSkills: [...terms.requiredSkills],
  claimsPerDay: terms.claimsPerDay,
  holdingLimit: terms.holdingLimit,
  coolDownSeconds: BigInt(terms.coolDownSeconds),
  protectionDays: terms.protectionDays,
  maskedFields: [...terms.maskedFields],
});

/** Answers of commands tell no count: it would be another one when the answer is repeated. */
export const POOL_REPLY: Reply<Pool, proto.Pool> = { codec: proto.Pool, of: (doc) => toPool(doc) };

/** `next`: the stay that followed it. */
export const toStay = (stay: Stay, next: Stay | undefined): proto.OwnershipStay => ({
  leadId: stay.leadId,
  number: stay.number,
  ownerId: stay.ownerId,
  teamId: stay.teamId,
  poolId: stay.poolId,
  cycle: stay.cycle,
  from: stay.from,
  to: next?.from,
  came: stay.came,
  went: next?.came ?? '',
  note: stay.note,
  actor: stay.actor,
});
