import { customer, assignment as proto } from '@fairlead/proto';
import { Faults } from '@fairlead/service-kit';
import type { NewPool } from '../application/create-pool';
import type { PoolUpdate } from '../application/update-pool';
import { MAX_HOLDING } from '../domain/holding';
import {
  type Claimers,
  MASKED_FIELDS,
  MAX_CLAIMERS,
  MAX_CLAIMS_PER_DAY,
  MAX_POOL_DAYS,
  MAX_POOL_TEXTS,
  MAX_REQUIRED_SKILLS,
  type PoolTerms,
} from '../domain/pool';
import { POOL_REASONS } from '../domain/pool-reason';
import { MAX_COOL_DOWN_SECONDS, teamIdOfPool } from '../domain/team';
import type { PoolFilter } from '../repository/ownership-repository';

const NAME = { min: 1, max: 100 };
const NOTE = { min: 1, max: 500 };
const FIELDS = ['display_name', 'regions', 'product_lines', 'terms', 'level_terms', 'takes_lost'];
const { ValueLevel } = customer;
const LEVELS: customer.ValueLevel[] = [
  ValueLevel.VALUE_LEVEL_UNSPECIFIED,
  ValueLevel.VALUE_LEVEL_LOW,
  ValueLevel.VALUE_LEVEL_NORMAL,
  ValueLevel.VALUE_LEVEL_HIGH,
];
const CLAIMERS = new Map<proto.Claimers, Claimers>([
  [proto.Claimers.CLAIMERS_UNSPECIFIED, 'TEAM'],
  [proto.Claimers.CLAIMERS_TEAM, 'TEAM'],
  [proto.Claimers.CLAIMERS_TREE, 'TREE'],
  [proto.Claimers.CLAIMERS_NAMED, 'NAMED'],
]);
const MASKS: readonly string[] = [...MASKED_FIELDS, 'nothing'];

export function parseNewPool({ pool: given, requestId }: proto.CreatePoolRequest): NewPool {
  const faults = new Faults().uuid('request_id', requestId).check(given !== undefined, 'pool', 'is required');
  const pool = given ?? proto.Pool.create();
  for (const [field, value] of [
    ['name', pool.name],
    ['etag', pool.etag],
    ['create_time', pool.createTime],
    ['update_time', pool.updateTime],
    ['lead_count', pool.leadCount],
    ['moved_to_pool_id', pool.movedToPoolId],
    ['allowance', pool.allowance],
  ] as const) {
    faults.check(!value, `pool.${field}`, 'is output only');
  }
  faults.check(pool.state === proto.PoolState.POOL_STATE_UNSPECIFIED, 'pool.state', 'is output only');
  faults.slug('pool.id', pool.id).slug('pool.team_id', pool.teamId).text('pool.display_name', pool.displayName, NAME);
  faults.check(teamIdOfPool(pool.id) === '', 'pool.id', 'must not begin with pool-: so default pools are called');
  const { regions, productLines } = pool;
  checkTexts(faults, 'pool.regions', regions, MAX_POOL_TEXTS);
  checkTexts(faults, 'pool.product_lines', productLines, MAX_POOL_TEXTS);
  const terms = termsOf(faults, 'pool.terms', pool.terms);
  const levelTerms = levelTermsOf(faults, pool.levelTerms);
  faults.throwIfAny();
  const { id, teamId, displayName, takesLost } = pool;
  return { id, teamId, displayName, regions, productLines, terms, levelTerms, takesLost };
}

export function parsePoolUpdate({ pool: given, updateMask, requestId }: proto.UpdatePoolRequest): PoolUpdate {
  const faults = new Faults().uuid('request_id', requestId).check(given !== undefined, 'pool', 'is required');
  const pool = given ?? proto.Pool.create();
  const fields = [...new Set(updateMask ?? [])];
  faults.check(fields.length > 0, 'update_mask', `is required: some of ${FIELDS.join(', ')}`);
  for (const field of fields) faults.check(FIELDS.includes(field), 'update_mask', `${field} cannot be changed`);
  faults.slug('pool.id', pool.id).check(pool.etag !== '', 'pool.etag', 'is required: send back the one that was read');
  const values: PoolUpdate['values'] = {};
  if (fields.includes('display_name')) {
    faults.text('pool.display_name', pool.displayName, NAME);
    values.displayName = pool.displayName;
  }
  if (fields.includes('regions')) {
    checkTexts(faults, 'pool.regions', pool.regions, MAX_POOL_TEXTS);
    values.regions = pool.regions;
  }
  if (fields.includes('product_lines')) {
    checkTexts(faults, 'pool.product_lines', pool.productLines, MAX_POOL_TEXTS);
    values.productLines = pool.productLines;
  }
  if (fields.includes('terms')) values.terms = termsOf(faults, 'pool.terms', pool.terms);
  if (fields.includes('level_terms')) values.levelTerms = levelTermsOf(faults, pool.levelTerms);
  if (fields.includes('takes_lost')) values.takesLost = pool.takesLost;
  faults.throwIfAny();
  return { id: pool.id, etag: pool.etag, values, fields };
}

export function checkClosing({ poolId, etag, moveToPoolId, requestId }: proto.ClosePoolRequest): void {
  const faults = new Faults().uuid('request_id', requestId);
  checkPoolId(faults, 'pool_id', poolId);
  faults.check(etag !== '', 'etag', 'is required: send back the one that was read');
  if (moveToPoolId !== '') checkPoolId(faults, 'move_to_pool_id', moveToPoolId);
  faults.throwIfAny();
}

export function checkReturn({ leadId, cycle, reason, requestId }: proto.ReturnLeadRequest): void {
  new Faults()
    .uuid('request_id', requestId)
    .uuid('lead_id', leadId)
    .check(cycle > 0, 'cycle', 'must be 1 or more')
    .text('reason', reason, NOTE)
    .throwIfAny();
}

export function checkMove({ leadId, poolId, reason, requestId }: proto.MoveToPoolRequest): void {
  const faults = new Faults().uuid('request_id', requestId).uuid('lead_id', leadId);
  checkPoolId(faults, 'pool_id', poolId);
  faults.text('reason', reason, NOTE).throwIfAny();
}

/** What a list of a pool's leads asks for. */
export function parsePoolFilter(request: proto.ListPoolLeadsRequest): PoolFilter {
  const { poolId, region, industry, valueLevel, reason } = request;
  const faults = new Faults().text('region', region, { max: 100 }).text('industry', industry, { max: 100 });
  faults.check(LEVELS.includes(valueLevel), 'value_level', 'must be a value level');
  const known = reason === '' || (POOL_REASONS as readonly string[]).includes(reason);
  faults.check(known, 'reason', `must be one of ${POOL_REASONS.join(', ')}`);
  faults.check(request.pageSize >= 0, 'page_size', 'must not be negative').throwIfAny();
  const level = valueLevel === ValueLevel.VALUE_LEVEL_UNSPECIFIED ? '' : valueLevel;
  return { poolId, region, industry, valueLevel: level, reason };
}

/** A default pool's id is longer than a slug by its prefix. */
function checkPoolId(faults: Faults, field: string, poolId: string): void {
  faults.slug(field, teamIdOfPool(poolId) || poolId);
}

function levelTermsOf(faults: Faults, given: proto.LevelTerms[]) {
  faults.check(given.length <= LEVELS.length, 'pool.level_terms', 'has more entries than there are levels');
  const levels = given.map(({ valueLevel }) => valueLevel);
  return given.slice(0, LEVELS.length).map(({ valueLevel, terms }, index) => {
    const path = `pool.level_terms[${index}]`;
    faults.check(LEVELS.includes(valueLevel), `${path}.value_level`, 'must be a value level');
    faults.check(levels.indexOf(valueLevel) === index, `${path}.value_level`, 'has terms already');
    return { valueLevel: valueLevel as string, terms: termsOf(faults, `${path}.terms`, terms) };
  });
}

function termsOf(faults: Faults, path: string, given: proto.PoolTerms | undefined): PoolTerms {
  const terms = given ?? proto.PoolTerms.create();
  const whole = (field: string, value: number, max: number) =>
    faults.check(value >= 0 && value <= max, `${path}.${field}`, `must be from 0 to ${max}`);
  whole('recycle_days', terms.recycleDays, MAX_POOL_DAYS);
  whole('protection_days', terms.protectionDays, MAX_POOL_DAYS);
  whole('claims_per_day', terms.claimsPerDay, MAX_CLAIMS_PER_DAY);
  whole('holding_limit', terms.holdingLimit, MAX_HOLDING);
  const { recycleDays, warnDays, coolDownSeconds } = terms;
  const soundWarning = warnDays === 0 || (warnDays > 0 && warnDays < recycleDays);
  faults.check(soundWarning, `${path}.warn_days`, 'must be 0, or less than recycle_days');
  const soundCoolDown = coolDownSeconds >= 0n && coolDownSeconds <= BigInt(MAX_COOL_DOWN_SECONDS);
  faults.check(soundCoolDown, `${path}.cool_down_seconds`, `must be from 0 to ${MAX_COOL_DOWN_SECONDS}`);
  const claimers = CLAIMERS.get(terms.claimers);
  faults.check(claimers !== undefined, `${path}.claimers`, 'must be the team, its tree or the named reps');
  checkClaimerIds(faults, `${path}.claimer_rep_ids`, terms.claimerRepIds, claimers ?? 'TEAM');
  checkTexts(faults, `${path}.required_skills`, terms.requiredSkills, MAX_REQUIRED_SKILLS);
  checkMasks(faults, `${path}.masked_fields`, terms.maskedFields);
  return {
    ...{ recycleDays, warnDays, claimers: claimers ?? 'TEAM', coolDownSeconds: Number(coolDownSeconds) },
    exemptDraftOrders: terms.exemptDraftOrders,
    claimerRepIds: terms.claimerRepIds,
    requiredSkills: terms.requiredSkills,
    claimsPerDay: terms.claimsPerDay,
    holdingLimit: terms.holdingLimit,
    protectionDays: terms.protectionDays,
    maskedFields: terms.maskedFields as PoolTerms['maskedFields'],
  };
}

function checkClaimerIds(faults: Faults, field: string, ids: string[], claimers: Claimers): void {
  faults.check(claimers === 'NAMED' || ids.length === 0, field, 'are for named claimers only');
  faults.check(claimers !== 'NAMED' || ids.length > 0, field, 'are required for named claimers');
  faults.check(ids.length <= MAX_CLAIMERS, field, `has ${ids.length} entries, at most ${MAX_CLAIMERS} are allowed`);
  ids.slice(0, MAX_CLAIMERS).forEach((id, index) => {
    faults.slug(`${field}[${index}]`, id);
  });
}

function checkMasks(faults: Faults, field: string, masks: string[]): void {
  faults.check(masks.length <= MASKED_FIELDS.length, field, `has more than ${MASKED_FIELDS.length} entries`);
  masks.slice(0, MASKED_FIELDS.length).forEach((mask, index) => {
    faults.check(MASKS.includes(mask), `${field}[${index}]`, `must be one of ${MASKS.join(', ')}`);
    faults.check(masks.indexOf(mask) === index, `${field}[${index}]`, 'is named already');
  });
  faults.check(!masks.includes('nothing') || masks.length === 1, field, '`nothing` stands alone');
}

function checkTexts(faults: Faults, field: string, values: string[], max: number): void {
  faults.check(values.length <= max, field, `has ${values.length} entries, at most ${max} are allowed`);
  values.slice(0, max).forEach((value, index) => {
    faults.text(`${field}[${index}]`, value, NAME);
  });
}
