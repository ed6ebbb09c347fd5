import { verdictOf } from './attainment';

const dueTime = new Date('2026-11-27T12:00:00Z');
const at = (minutes: number) => new Date(dueTime.getTime() + minutes * 60_000);

describe('a first contact', () => {
  it.each([
    ['OBLIGATION_STATE_FULFILLED', at(0), 'met'],
    ['OBLIGATION_STATE_FULFILLED', at(1), 'missed'],
    ['OBLIGATION_STATE_RECYCLED', at(60), 'missed'],
    ['OBLIGATION_STATE_OPEN', null, 'missed'],
    ['OBLIGATION_STATE_RECYCLING', null, 'missed'],
    ['OBLIGATION_STATE_CANCELLED', at(-5), undefined],
  ])('%s, ended %p, is %s', (state, closeTime, verdict) => {
    expect(verdictOf({ state, dueTime, closeTime }, at(1))).toBe(verdict);
  });

  it('is neither while its time is not up', () => {
    expect(verdictOf({ state: 'OBLIGATION_STATE_OPEN', dueTime, closeTime: null }, at(-1))).toBeUndefined();
  });
});
