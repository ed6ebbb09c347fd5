import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Candidate, Decision } from '../api/decisions';
import { en } from '../i18n/en';
import { eligibleOf, groupRejections, sayDecision } from './decision-words';

const decision = (values: Partial<Decision> = {}): Decision => ({
  leadId: 'l1',
  cycle: 1,
  time: '2026-01-01T00:00:00Z',
  kind: 'DECISION_KIND_RULES',
  ruleSetVersion: 3,
  ruleId: 'web',
  ownerId: 'ann',
  teamId: 'south',
  poolId: '',
  inputsJson: '{}',
  candidates: [],
  rejections: [],
  eligibleCount: 2,
  ...values,
});
const names = { repNames: { ann: 'Ann Lee' }, teamNames: { south: 'South' } };

describe('a decision in words', () => {
  beforeAll(() =>
    i18next.init({ resources: { en: { translation: en } }, lng: 'en', interpolation: { escapeValue: false } }),
  );

  it.each<[Partial<Decision>, string]>([
    [{}, 'Rule web gave it to Ann Lee, one of 2 who could take it.'],
    [{ eligibleCount: 1 }, 'Rule web gave it to Ann Lee, the only one who could take it.'],
    [{ ruleId: 'known-owner' }, 'Ann Lee got it, who looks after this customer already.'],
    [{ ownerId: '', ruleId: '' }, 'No rule found a rep for it: it went to the pool of South.'],
    [{ kind: 'DECISION_KIND_MANUAL' }, 'Given to Ann Lee by hand.'],
    [{ kind: 'DECISION_KIND_CLAIM' }, 'Claimed by Ann Lee.'],
    [{ kind: 'DECISION_KIND_IMPORT' }, 'Imported, with Ann Lee as owner.'],
    [{ kind: 'DECISION_KIND_IMPORT', ownerId: '' }, 'Came into the pool of South.'],
  ])('%j', (values, said) => {
    expect(sayDecision(decision(values), i18next.t, names)).toBe(said);
  });
});

it('groups rejections by reason over all rules', () => {
  const rejections = [
    { ruleId: 'a', reason: 'ON_LEAVE', count: 1 },
    { ruleId: 'a', reason: 'CONDITION', count: 2 },
    { ruleId: 'b', reason: 'CONDITION', count: 3 },
  ];
  expect(groupRejections(rejections)).toEqual([
    { reason: 'CONDITION', count: 5, rules: ['a', 'b'] },
    { reason: 'ON_LEAVE', count: 1, rules: ['a'] },
  ]);
});

it('lists those who could take it by the rule that decided', () => {
  const candidate = (repId: string, ruleId: string, rejectedBecause = '') =>
    ({ repId, ruleId, rejectedBecause }) as Candidate;
  const candidates = [candidate('a', 'first', 'CONDITION'), candidate('b', 'web'), candidate('c', 'web', 'ON_LEAVE')];
  expect(eligibleOf(decision({ candidates })).map(({ repId }) => repId)).toEqual(['b']);
});
