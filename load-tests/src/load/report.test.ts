import { reportOf, textOf } from './report';

const metric = (count: number, p95: number, ok: boolean) => ({
  values: { count, med: 10, 'p(95)': p95, max: 900 },
  thresholds: { 'p(95)<1000': { ok } },
});
const errors = (rate: number) => ({ values: { rate } });

describe('the report of a load test', () => {
  it('tells each kind that was done beside its limit', () => {
    const metrics = { kind_my_day: metric(50, 120, true), kind_claim: metric(0, 0, true), errors: errors(0) };
    const report = reportOf({ metrics }, true, 10, 2);
    expect(report).toMatchObject({ passed: true, answers: 50, answersPerSecond: 5 });
    expect(report.kinds).toEqual([
      { kind: 'my_day', count: 50, p50Ms: 10, p95Ms: 120, maxMs: 900, limitMs: 2000, held: true },
    ]);
    expect(textOf(report)).toContain('ALL LIMITS HELD.');
  });

  it('says which limit was crossed', () => {
    const metrics = { kind_my_day: metric(50, 1200, false), errors: errors(0.5) };
    const text = textOf(reportOf({ metrics }, false, 10, 1));
    expect(text).toMatch(/my_day .* NO/);
    expect(text).toContain('50.00 % wrong');
    expect(text).toContain('A LIMIT WAS CROSSED.');
  });

  it('does not pass when nothing was done', () => {
    expect(reportOf({ metrics: { errors: errors(0) } }, true, 10, 1).passed).toBe(false);
  });
});
