import { expect, it } from 'vitest';
import type { RepProfile } from '../api/reps';
import { changedValues, typeInto } from './record-draft';
import { isRepDraft, type RepField, repFaults, repValues, toRepChange } from './rep-draft';

const rep: RepProfile = {
  id: 'ann',
  etag: '3',
  displayName: 'Ann Lee',
  teamId: 'south',
  active: true,
  openLeads: 4,
  territories: ['DE'],
  skills: ['pumps', 'valves'],
  capacityWeight: 1.5,
  level: 2,
  languages: ['de', 'zh'],
  dailyQuota: 0,
  leaves: [],
};
const typed = (values: Partial<Record<RepField, string>>) =>
  Object.entries(values).reduce(
    (draft, [field, value]) => typeInto(draft, repValues(rep), field as RepField, value),
    {},
  );

it('sends what was changed and nothing else', () => {
  expect(toRepChange(changedValues(typed(repValues(rep))))).toEqual({ body: {}, faults: {} });
  const draft = typed({ level: '3', skills: 'pumps， seals', capacityWeight: '0', active: 'false', territories: '' });
  expect(toRepChange(changedValues(draft))).toEqual({
    body: { level: 3, skills: ['pumps', 'seals'], capacityWeight: 0, active: false, territories: [] },
    faults: {},
  });
});

it('names what is no number', () => {
  expect(toRepChange({ dailyQuota: 'many', capacityWeight: '-1', level: '' })).toEqual({
    body: {},
    faults: {
      dailyQuota: 'must be a whole number',
      capacityWeight: 'must be a number',
      level: 'must be a whole number',
    },
  });
  expect(repFaults({ 'languages[1]': 'must be a BCP 47 language tag, e.g. zh-CN' })).toEqual({
    languages: 'must be a BCP 47 language tag, e.g. zh-CN',
  });
});

it('knows a draft from rubbish', () => {
  expect(isRepDraft(typed({ level: '3' }))).toBe(true);
  expect([null, 1, { level: 2 }, { salary: { from: '1', to: '2' } }].some(isRepDraft)).toBe(false);
});
