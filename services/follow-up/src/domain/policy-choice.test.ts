import { BUILT_IN_POLICIES } from './built-in-policies';
import { validateTerms } from './clock-policy';
import { offsetsOf } from './levels';
import { inRole, managersAbove } from './organization';
import { choosePolicy, fits, hasConditions, isActive } from './policy-choice';

const HOUR = 3_600_000;
const all = Object.entries(BUILT_IN_POLICIES).map(([_id, policy]) => ({ _id, ...policy }));
const idOf = (kind: string, facts: Parameters<typeof choosePolicy>[2]) => choosePolicy(all, kind, facts)?._id;

describe('the policies of the start', () => {
  it('have no fault', () => {
    for (const policy of all) expect(validateTerms(policy)).toEqual([]);
  });
  it('fit what they are for, and nothing else', () => {
    expect(idOf('first_contact', {})).toBe('first-contact');
    expect(idOf('stage', { stage: 'STAGE_QUOTE' })).toBe('quoted');
    expect(idOf('stage', { stage: 'STAGE_NEED' })).toBeUndefined();
    expect(idOf('silence', { valueLevel: 'VALUE_LEVEL_HIGH' })).toBe('high-value-silence');
    expect(idOf('silence', { valueLevel: 'VALUE_LEVEL_LOW' })).toBeUndefined();
    expect(idOf('silence', {})).toBeUndefined();
    expect(idOf('first_response', { caseKind: 'COMPLAINT' })).toBe('complaint-response');
    expect(idOf('first_response', { caseKind: 'CASE_KIND_SERVICE_REQUEST' })).toBe('service-response');
    expect(idOf('resolution', { caseKind: 'COMPLAINT', priority: 'URGENT' })).toBe('complaint-resolution');
    expect(idOf('resolution', { caseKind: 'SERVICE_REQUEST' })).toBe('service-resolution');
  });
  it('escalate a complaint up to the top, and recycle only new leads', () => {
    const levels = (id: string) =>
      offsetsOf(BUILT_IN_POLICIES[id] as never).map(({ id: level, ms }) => [level, ms / HOUR]);
    expect(levels('complaint-resolution')).toEqual([
      ['reminder-1', 4],
      ['reminder-2', 6.4],
      ['breach', 8],
      ['escalation-1', 8],
      ['escalation-2', 16],
      ['escalation-3', 24],
    ]);
    expect(levels('first-contact').at(-1)).toEqual(['recycle', 28]);
    expect(levels('quoted').at(-1)).toEqual(['breach', 168]);
  });
  it('count days on the wall, and hours in the working time of the team', () => {
    const named = all.filter(({ calendarId }) => calendarId).map(({ _id, calendarId }) => [_id, calendarId]);
    expect(named).toEqual([
      ['quoted', 'always'],
      ['high-value-silence', 'always'],
    ]);
  });
});

describe('the choice of a policy', () => {
  const policy = (_id: string, priority: number, conditions = {}, active: boolean | undefined = true) => ({
    _id,
    kind: 'first_contact',
    priority,
    conditions,
    ...(active === undefined ? {} : { active }),
  });
  const choose = (policies: Parameters<typeof choosePolicy>[0], facts = {}) =>
    choosePolicy(policies, 'first_contact', facts)?._id;

  it('takes the highest that fits, of equal ones the first by id, whatever their order', () => {
    const policies = [policy('c', 1), policy('b', 1), policy('a', 0), policy('d', 9, { sources: ['expo'] })];
    expect(choose(policies)).toBe('b');
    expect(choose([...policies].reverse())).toBe('b');
    expect(choose(policies, { source: 'Expo' })).toBe('d');
  });
  it('asks for everything that is listed', () => {
    const conditions = { sources: ['web', 'expo'], valueLevels: ['HIGH'] };
    expect(fits(conditions, { source: 'web', valueLevel: 'VALUE_LEVEL_HIGH' })).toBe(true);
    expect(fits(conditions, { source: 'web' })).toBe(false);
    expect(fits(undefined, {})).toBe(true);
    expect([hasConditions(conditions), hasConditions({ sources: [] }), hasConditions(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
  it('leaves out what is not in force; of documents from before only the policy of new leads was', () => {
    const before = { _id: 'x', kind: 'first_contact' };
    expect(choose([policy('a', 5, {}, false), policy('b', 0)])).toBe('b');
    expect([isActive(before), isActive({ ...before, _id: 'first-contact' })]).toEqual([false, true]);
    expect(choose([before, { ...before, _id: 'first-contact' }])).toBe('first-contact');
  });
});

describe('the faults of escalations', () => {
  const terms = { kind: 'resolution', durationMs: 8 * HOUR, reminderFractions: [], graceMs: 0 };
  const faults = (given: object) => validateTerms({ ...terms, ...given }).map(({ field }) => field);
  it('are all named', () => {
    const escalations = [
      { afterMs: 7 * HOUR, role: 'supervisor' },
      { afterMs: 9 * HOUR, role: 'nobody' },
      { afterMs: 9 * HOUR, role: 'director' },
      { afterMs: 800 * 24 * HOUR, role: 'executive' },
    ];
    expect(faults({ escalations })).toEqual([
      'policy.escalations[0].after',
      'policy.escalations[1].role',
      'policy.escalations[2].after',
      'policy.escalations[3].after',
    ]);
    const many = Array.from({ length: 7 }, (_, index) => ({ afterMs: (9 + index) * HOUR, role: 'director' }));
    expect(faults({ escalations: many })).toEqual(['policy.escalations']);
  });
  it('know that only new leads are recycled', () => {
    expect(faults({ graceMs: 1 })).toEqual(['policy.grace']);
    const late = { kind: 'first_contact', graceMs: HOUR, escalations: [{ afterMs: 10 * HOUR, role: 'director' }] };
    expect(faults(late)).toEqual(['policy.escalations[0].after']);
  });
});

describe('whom a role means', () => {
  const teams = ['mia', '', 'ann', 'mia', 'max', 'zoe'].map((managerId) => ({ managerId }));
  it('is the nearest, the next, the topmost manager, never the owner', () => {
    const managers = managersAbove('ann', teams);
    expect(managers).toEqual(['mia', 'max', 'zoe']);
    expect((['supervisor', 'director', 'executive'] as const).map((role) => inRole(role, managers))).toEqual(managers);
  });
  it('is the topmost there is in a smaller tree, and nobody in none', () => {
    expect((['supervisor', 'director', 'executive'] as const).map((role) => inRole(role, ['mia']))).toEqual([
      'mia',
      'mia',
      'mia',
    ]);
    expect(inRole('director', [])).toBe('');
  });
});
