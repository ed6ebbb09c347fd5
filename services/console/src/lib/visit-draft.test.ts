import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/http';
import {
  afterFailure,
  beginAttempt,
  beginVisit,
  changeVisit,
  errorOf,
  finishVisit,
  verdictOf,
  visitFaults,
  wordsOf,
} from './visit-draft';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const fresh = () => beginVisit({ id: 'v1', person: 'ann', zone: 'Europe/Berlin', now: NOW });
const words = { content: 'Saw the plant.', outcome: 'FOLLOW_UP_OUTCOME_INTERESTED' };
const full = () => {
  const changed = changeVisit(fresh(), { customerId: 'c1', customerName: 'Contoso', fields: words }, NOW + 1);
  if (!changed) throw new Error('A new draft can be changed.');
  return changed;
};
const refusal = new ApiError(400, 'INVALID_ARGUMENT', 'No.', [{ field: 'content', description: 'too long' }]);

describe('a visit that is written', () => {
  it('is of just now, on the wall clock of its zone', () => {
    expect(fresh().fields).toMatchObject({ method: 'CONTACT_METHOD_VISIT', occurTime: '2026-03-02T10:00' });
  });
  it('keeps its request id through every change, and counts the changes', () => {
    expect(wordsOf(full())).toMatchObject({ requestId: 'v1', ...words });
    expect([fresh().revision, full().revision]).toEqual([1, 2]);
  });
  it('is finished only when nothing is missing', () => {
    expect(visitFaults(full(), NOW)).toEqual({});
    expect(visitFaults(fresh(), NOW)).toEqual({
      outcome: 'followUp.needOutcome',
      content: 'followUp.needContent',
      customer: 'visits.needCustomer',
    });
    const timeOf = (occurTime: string) => visitFaults({ ...full(), fields: { ...full().fields, occurTime } }, NOW);
    expect(timeOf('')).toEqual({ occurTime: 'visits.needTime' });
    // 10:05 in Berlin is what the server still allows.
    expect(timeOf('2026-03-02T10:05')).toEqual({});
    expect(timeOf('2026-03-02T10:06')).toEqual({ occurTime: 'visits.future' });
  });
});

describe('a visit on its way', () => {
  it('is sent only when it is finished', () => {
    expect(beginAttempt(full(), NOW)).toBeUndefined();
    expect(beginAttempt(finishVisit(full(), NOW), NOW)).toMatchObject({ state: 'waiting', uncertain: true });
  });
  it('may be taken back and changed until an attempt began; from then on it stays as it is', () => {
    const finished = finishVisit(full(), NOW);
    expect(changeVisit(finished, { fields: { content: 'More.' } }, NOW)).toMatchObject({ state: 'writing' });
    const tried = beginAttempt(finished, NOW);
    expect(tried && changeVisit(tried, { fields: { content: 'More.' } }, NOW)).toBeUndefined();
  });
  it('can be changed again after an answer that says that nothing was recorded', () => {
    const tried = beginAttempt(finishVisit(full(), NOW), NOW);
    if (!tried) throw new Error('It waits.');
    const refused = afterFailure(tried, refusal, false, NOW);
    expect(refused).toMatchObject({ state: 'refused', uncertain: false });
    expect(errorOf(refused)).toMatchObject({ code: 'INVALID_ARGUMENT', faults: refusal.faults });
    expect(changeVisit(refused, {}, NOW)).toMatchObject({ state: 'writing', refusal: undefined });
    const limited = afterFailure(tried, new ApiError(429, 'TOO_MANY_REQUESTS', ''), false, NOW);
    expect(limited).toMatchObject({ state: 'waiting', uncertain: false });
    // But an earlier attempt may have come through.
    expect(afterFailure(tried, new ApiError(401, 'TOKEN_MISSING', ''), true, NOW).uncertain).toBe(true);
    expect(afterFailure(tried, new ApiError(0, 'OFFLINE', ''), false, NOW).uncertain).toBe(true);
  });
  it('stays as it is when its id was used with other words', () => {
    const reused = new ApiError(400, 'REQUEST_ID_REUSED', '');
    expect(afterFailure(full(), reused, true, NOW)).toMatchObject({ state: 'refused', uncertain: true });
  });
  it('is tried again after whatever says nothing about it', () => {
    const of = (status: number, code = 'X') => verdictOf(new ApiError(status, code, ''));
    expect([0, 408, 429, 500, 502, 503, 504].map((status) => of(status))).toEqual(Array(7).fill('later'));
    expect(of(409, 'CONTENTION')).toBe('later');
    expect(verdictOf(new SyntaxError('a page of a hotel'))).toBe('later');
    expect(of(401)).toBe('signedOut');
    expect([400, 403, 404, 409].map((status) => of(status))).toEqual(Array(4).fill('refused'));
  });
});
