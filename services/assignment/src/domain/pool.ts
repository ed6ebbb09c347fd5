import type { LeadAttributes } from './lead-attributes';
import { DEFAULT_POOL_POLICY, type PoolPolicy, poolIdOf } from './team';

export type Claimers = 'TEAM' | 'TREE' | 'NAMED';
export type MaskedField = 'phone' | 'email' | 'contacts' | 'address' | 'display_name';

/** Terms of a pool for its leads, and for owned leads that would go back to it. */
export interface PoolTerms {
  /** Days without contact after which an owned lead goes back; 0: never. */
  recycleDays: number;
  /** Days before that on which the owner is warned; 0: no warning. */
  warnDays: number;
  exemptDraftOrders: boolean;
  claimers: Claimers;
  claimerRepIds: string[];
  /** All of them are needed to claim. */
  requiredSkills: string[];
  /** Most claims of one rep out of the pool in one day; 0: no limit. */
  claimsPerDay: number;
  /** 0: as in the team's pool policy. */
  holdingLimit: number;
  /** 0: as in the team's pool policy. */
  coolDownSeconds: number;
  protectionDays: number;
  /** Empty: the default; `nothing` alone: all is seen. */
  maskedFields: (MaskedField | 'nothing')[];
}

/** A place for leads that nobody owns. Every team has a default pool, without a record until somebody changes it. */
export interface Pool {
  teamId: string;
  displayName: string;
  /** Empty: any. */
  regions: string[];
  /** Empty: any. */
  productLines: string[];
  closed: boolean;
  /** Where its leads went when it was closed. */
  movedToPoolId: string;
  terms: PoolTerms;
  /** At most one for each level. */
  levelTerms: { valueLevel: string; terms: PoolTerms }[];
  takesLost: boolean;
  /** Identity of the command that created it; finds a request id that is used again for another pool. */
  commandKey: string;
}

export type KnownPool = Pool & { _id: string; revision: number; createTime: Date; updateTime: Date };

export const MASKED_FIELDS = ['phone', 'email', 'contacts', 'address', 'display_name'] as const satisfies MaskedField[];
export const MAX_POOL_TEXTS = 50;
export const MAX_CLAIMERS = 200;
export const MAX_REQUIRED_SKILLS = 20;
export const MAX_CLAIMS_PER_DAY = 500;
export const MAX_POOL_DAYS = 366;
/** Most open pools that have a record; ListPools answers all of them at once. */
export const MAX_POOLS = 1000;

export const DEFAULT_TERMS: PoolTerms = {
  recycleDays: 0,
  warnDays: 0,
  exemptDraftOrders: false,
  claimers: 'TEAM',
  claimerRepIds: [],
  requiredSkills: [],
  claimsPerDay: 0,
  holdingLimit: 0,
  coolDownSeconds: 0,
  protectionDays: 0,
  maskedFields: [],
};

export const isDefaultPool = ({ _id, teamId }: Pick<KnownPool, '_id' | 'teamId'>) => _id === poolIdOf(teamId);

/** The default pool of a team as it is before anybody changes it. */
export const defaultPool = (teamId: string): Pool => ({
  teamId,
  displayName: '',
  regions: [],
  productLines: [],
  closed: false,
  movedToPoolId: '',
  terms: DEFAULT_TERMS,
  levelTerms: [],
  takesLost: false,
  commandKey: `default:${teamId}`,
});

/** The terms for leads of a value level; what they leave open is as the team has it. */
export function termsFor(
  pool: Pick<Pool, 'terms' | 'levelTerms'>,
  team: PoolPolicy | undefined,
  valueLevel: string,
): PoolTerms {
  const terms = pool.levelTerms.find((each) => each.valueLevel === valueLevel)?.terms ?? pool.terms;
  const { holdingLimit, coolDownSeconds } = team ?? DEFAULT_POOL_POLICY;
  return {
    ...terms,
    holdingLimit: terms.holdingLimit || holdingLimit,
    coolDownSeconds: terms.coolDownSeconds || coolDownSeconds,
  };
}

type Place = Pick<KnownPool, '_id' | 'teamId' | 'regions' | 'productLines' | 'closed' | 'takesLost'>;
type Traits = Pick<LeadAttributes, 'region' | 'productLine'>;

/** How many of its attributes a pool is named for; -1 when the lead is none of its leads. */
function fitOf({ regions, productLines }: Place, { region, productLine }: Traits): number {
  if (regions.length > 0 && !regions.includes(region)) return -1;
  if (productLines.length > 0 && !productLines.includes(productLine)) return -1;
  return Number(regions.length > 0) + Number(productLines.length > 0);
}

/** The best fitting of some pools, at least `atLeast` attributes; the first by id among equals. */
function bestOf<P extends Place>(pools: readonly P[], traits: Traits, atLeast: number): P | undefined {
  return pools
    .map((pool) => ({ pool, fit: fitOf(pool, traits) }))
    .filter(({ fit }) => fit >= atLeast)
    .sort((a, b) => b.fit - a.fit || (a.pool._id < b.pool._id ? -1 : 1))[0]?.pool;
}

/** Where a lead of the team goes back to: the open pool named for most of its attributes, else the default pool. */
export function poolOf<P extends Place>(pools: readonly P[], traits: Traits): P | undefined {
  const open = pools.filter(({ closed }) => !closed);
  return bestOf(open, traits, 1) ?? open.find(isDefaultPool);
}

/** Where a lost lead of the team may be claimed again; undefined: nowhere. */
export const lostPoolOf = <P extends Place>(pools: readonly P[], traits: Traits): P | undefined =>
  bestOf(
    pools.filter(({ closed, takesLost }) => !closed && takesLost),
    traits,
    0,
  );

/** What is hidden under these terms, as copies carry it. */
export const maskedFieldsOf = ({ maskedFields }: PoolTerms): string[] => [...maskedFields];
