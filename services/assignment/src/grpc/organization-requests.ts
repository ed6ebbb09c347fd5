import type { assignment as proto } from '@fairlead/proto';
import { canonicalLanguage, Faults } from '@fairlead/service-kit';
import type { NewRep } from '../application/create-rep';
import type { NewTeam } from '../application/create-team';
import type { RepUpdate } from '../application/update-rep';
import type { TeamUpdate } from '../application/update-team';
import { MAX_HOLDING } from '../domain/holding';
import { MAX_DAILY_QUOTA, MAX_LANGUAGES, MAX_LEVEL, MAX_SKILLS, MAX_TERRITORIES, MAX_WEIGHT } from '../domain/rep';
import { DEFAULT_POOL_POLICY, MAX_COOL_DOWN_SECONDS, type PoolPolicy } from '../domain/team';

const NAME = { min: 1, max: 100 };
const TEAM_FIELDS = ['display_name', 'manager_id', 'calendar_id', 'pool_policy'];
const REP_FIELDS = [
  'display_name',
  'territories',
  'skills',
  'capacity_weight',
  'active',
  'level',
  'languages',
  'daily_quota',
];
const MAX_LEAVE_DAYS = 366;

export function parseNewTeam({ team, requestId }: proto.CreateTeamRequest): NewTeam {
  const faults = new Faults().uuid('request_id', requestId);
  if (!team) throw missing(faults, 'team');
  refuseOutputOnly(faults, 'team', team);
  faults.check(team.path.length === 0, 'team.path', 'is output only');
  faults.slug('team.id', team.id).text('team.display_name', team.displayName, NAME);
  for (const [field, value] of [
    ['team.parent_id', team.parentId],
    ['team.manager_id', team.managerId],
    ['team.calendar_id', team.calendarId],
  ] as const) {
    if (value !== '') faults.slug(field, value);
  }
  checkPoolPolicy(faults, team.poolPolicy);
  faults.throwIfAny();
  const { id, displayName, parentId, managerId, calendarId, poolPolicy } = team;
  return { id, displayName, parentId, managerId, calendarId, poolPolicy: toPoolPolicy(poolPolicy) };
}

export function parseTeamUpdate({ team, updateMask, requestId }: proto.UpdateTeamRequest): TeamUpdate {
  const faults = new Faults().uuid('request_id', requestId);
  const fields = checkMask(faults, updateMask, TEAM_FIELDS);
  if (!team) throw missing(faults, 'team');
  faults.slug('team.id', team.id).check(team.etag !== '', 'team.etag', 'is required: send back the one that was read');
  const values: TeamUpdate['values'] = {};
  if (fields.includes('display_name')) {
    faults.text('team.display_name', team.displayName, NAME);
    values.displayName = team.displayName;
  }
  if (fields.includes('manager_id')) {
    if (team.managerId !== '') faults.slug('team.manager_id', team.managerId);
    values.managerId = team.managerId;
  }
  if (fields.includes('calendar_id')) {
    if (team.calendarId !== '') faults.slug('team.calendar_id', team.calendarId);
    values.calendarId = team.calendarId;
  }
  if (fields.includes('pool_policy')) {
    checkPoolPolicy(faults, team.poolPolicy);
    values.poolPolicy = toPoolPolicy(team.poolPolicy);
  }
  faults.throwIfAny();
  return { id: team.id, etag: team.etag, values, fields };
}

export function parseNewRep({ rep, requestId }: proto.CreateRepRequest): NewRep {
  const faults = new Faults().uuid('request_id', requestId);
  if (!rep) throw missing(faults, 'rep');
  refuseOutputOnly(faults, 'rep', rep);
  faults.check(rep.openLeads === 0, 'rep.open_leads', 'is output only');
  faults.check(rep.leaves.length === 0, 'rep.leaves', 'are added by AddLeave');
  faults.slug('rep.id', rep.id).text('rep.display_name', rep.displayName, NAME).slug('rep.team_id', rep.teamId);
  checkTexts(faults, 'rep.territories', rep.territories, MAX_TERRITORIES);
  checkTexts(faults, 'rep.skills', rep.skills, MAX_SKILLS);
  checkWeight(faults, rep.capacityWeight);
  checkRange(faults, 'rep.level', rep.level, MAX_LEVEL);
  checkRange(faults, 'rep.daily_quota', rep.dailyQuota, MAX_DAILY_QUOTA);
  const languages = toLanguages(faults, rep.languages);
  faults.throwIfAny();
  const { id, displayName, teamId, territories, skills, level, dailyQuota } = rep;
  // On the wire 0 and "not given" are the same; a rep without a share is made by an update.
  const capacityWeight = rep.capacityWeight === 0 ? 1 : rep.capacityWeight;
  const profile = { displayName, territories, skills, languages, level, capacityWeight, dailyQuota };
  return { id, teamId, ...profile, active: true, leaves: [] };
}

export function parseRepUpdate({ rep, updateMask, requestId }: proto.UpdateRepRequest): RepUpdate & { id: string } {
  const faults = new Faults().uuid('request_id', requestId);
  const fields = checkMask(faults, updateMask, REP_FIELDS);
  if (!rep) throw missing(faults, 'rep');
  faults.slug('rep.id', rep.id).check(rep.etag !== '', 'rep.etag', 'is required: send back the one that was read');
  const values: RepUpdate['values'] = {};
  if (fields.includes('display_name')) {
    faults.text('rep.display_name', rep.displayName, NAME);
    values.displayName = rep.displayName;
  }
  if (fields.includes('territories')) {
    checkTexts(faults, 'rep.territories', rep.territories, MAX_TERRITORIES);
    values.territories = rep.territories;
  }
  if (fields.includes('skills')) {
    checkTexts(faults, 'rep.skills', rep.skills, MAX_SKILLS);
    values.skills = rep.skills;
  }
  if (fields.includes('capacity_weight')) {
    checkWeight(faults, rep.capacityWeight);
    values.capacityWeight = rep.capacityWeight;
  }
  if (fields.includes('active')) values.active = rep.active;
  if (fields.includes('level')) {
    checkRange(faults, 'rep.level', rep.level, MAX_LEVEL);
    values.level = rep.level;
  }
  if (fields.includes('languages')) values.languages = toLanguages(faults, rep.languages);
  if (fields.includes('daily_quota')) {
    checkRange(faults, 'rep.daily_quota', rep.dailyQuota, MAX_DAILY_QUOTA);
    values.dailyQuota = rep.dailyQuota;
  }
  faults.throwIfAny();
  return { id: rep.id, etag: rep.etag, values, fields };
}

export function parseNewLeave({ repId, leave, requestId }: proto.AddLeaveRequest): { from: Date; to: Date } {
  const faults = new Faults().uuid('request_id', requestId).slug('rep_id', repId);
  if (!leave) throw missing(faults, 'leave');
  const { from, to } = leave;
  faults.check(leave.id === '', 'leave.id', 'is output only');
  faults.check(from !== undefined, 'leave.from', 'is required').check(to !== undefined, 'leave.to', 'is required');
  if (from && to) {
    const days = (to.getTime() - from.getTime()) / 86_400_000;
    faults.check(days > 0, 'leave.to', 'must be after the start');
    faults.check(days <= MAX_LEAVE_DAYS, 'leave.to', `must be at most ${MAX_LEAVE_DAYS} days after the start`);
  }
  faults.throwIfAny();
  return { from: from as Date, to: to as Date };
}

export function checkLeaveCancellation({ repId, leaveId, requestId }: proto.CancelLeaveRequest): void {
  new Faults().uuid('request_id', requestId).slug('rep_id', repId).uuid('leave_id', leaveId).throwIfAny();
}

function missing(faults: Faults, field: string): Error {
  faults.add(field, 'is required');
  try {
    faults.throwIfAny();
  } catch (error) {
    return error as Error;
  }
  throw new Error('A fault was added.');
}

interface Outputs {
  name: string;
  etag: string;
  createTime?: Date | undefined;
  updateTime?: Date | undefined;
}

function refuseOutputOnly(faults: Faults, prefix: string, message: Outputs): void {
  const outputs = {
    name: message.name,
    etag: message.etag,
    create_time: message.createTime,
    update_time: message.updateTime,
  };
  for (const [field, value] of Object.entries(outputs)) faults.check(!value, `${prefix}.${field}`, 'is output only');
}

function checkMask(faults: Faults, mask: string[] | undefined, allowed: string[]): string[] {
  const fields = [...new Set(mask ?? [])];
  faults.check(fields.length > 0, 'update_mask', `is required: some of ${allowed.join(', ')}`);
  for (const field of fields) faults.check(allowed.includes(field), 'update_mask', `${field} cannot be changed`);
  return fields;
}

function checkPoolPolicy(faults: Faults, policy: proto.PoolPolicy | undefined): void {
  const { coolDownSeconds, holdingLimit } = policy ?? { coolDownSeconds: 0n, holdingLimit: 0 };
  const soundCoolDown = coolDownSeconds >= 0n && coolDownSeconds <= BigInt(MAX_COOL_DOWN_SECONDS);
  faults.check(soundCoolDown, 'team.pool_policy.cool_down_seconds', `must be from 1 to ${MAX_COOL_DOWN_SECONDS}`);
  const soundLimit = holdingLimit >= 0 && holdingLimit <= MAX_HOLDING;
  faults.check(soundLimit, 'team.pool_policy.holding_limit', `must be from 1 to ${MAX_HOLDING}`);
}

/** 0, like nothing at all, means the default. */
const toPoolPolicy = (policy: proto.PoolPolicy | undefined): PoolPolicy => ({
  coolDownSeconds: Number(policy?.coolDownSeconds ?? 0n) || DEFAULT_POOL_POLICY.coolDownSeconds,
  holdingLimit: (policy?.holdingLimit ?? 0) || DEFAULT_POOL_POLICY.holdingLimit,
});

function checkTexts(faults: Faults, field: string, values: string[], max: number): void {
  faults.check(values.length <= max, field, `has ${values.length} entries, at most ${max} are allowed`);
  values.slice(0, max).forEach((value, index) => {
    faults.text(`${field}[${index}]`, value, NAME);
  });
}

const checkRange = (faults: Faults, field: string, value: number, max: number) =>
  faults.check(Number.isInteger(value) && value >= 0 && value <= max, field, `must be from 0 to ${max}`);

function toLanguages(faults: Faults, tags: string[]): string[] {
  const field = 'rep.languages';
  faults.check(tags.length <= MAX_LANGUAGES, field, `has ${tags.length} entries, at most ${MAX_LANGUAGES} are allowed`);
  return tags.slice(0, MAX_LANGUAGES).map((tag, index) => {
    const canonical = canonicalLanguage(tag) || null;
    if (canonical === null) faults.add(`${field}[${index}]`, 'must be a BCP 47 language tag, e.g. zh-CN');
    return canonical ?? '';
  });
}

const checkWeight = (faults: Faults, weight: number) =>
  faults.check(
    Number.isFinite(weight) && weight >= 0 && weight <= MAX_WEIGHT,
    'rep.capacity_weight',
    `must be from 0 to ${MAX_WEIGHT}`,
  );
