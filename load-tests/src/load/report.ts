import { KINDS, type Kind, LIMITS_MS } from './limits';

/** What k6 writes about a metric. */
export interface Summary {
  metrics: Record<string, { values: Record<string, number>; thresholds?: Record<string, { ok: boolean }> }>;
}

export interface KindReport {
  kind: Kind;
  count: number;
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
  limitMs: number;
  held: boolean;
}

export interface Report {
  passed: boolean;
  kinds: KindReport[];
  /** Wrong answers by all answers. */
  errorRate: number;
  answers: number;
  seconds: number;
  answersPerSecond: number;
}

const held = (metric: Summary['metrics'][string] | undefined) =>
  Object.values(metric?.thresholds ?? {}).every(({ ok }) => ok);

/** The summary as one line per kind of work that was done. */
export function reportOf({ metrics }: Summary, passed: boolean, seconds: number, slack: number): Report {
  const kinds = KINDS.flatMap((kind): KindReport[] => {
    const metric = metrics[`kind_${kind}`];
    const { count = 0, med = 0, 'p(95)': p95 = 0, max = 0 } = metric?.values ?? {};
    if (count === 0) return [];
    const limitMs = LIMITS_MS[kind] * slack;
    return [{ kind, count, p50Ms: med, p95Ms: p95, maxMs: max, limitMs, held: held(metric) }];
  });
  const answers = kinds.reduce((sum, { count }) => sum + count, 0);
  const errorRate = metrics.errors?.values.rate ?? 1;
  return { passed: passed && answers > 0, kinds, errorRate, answers, seconds, answersPerSecond: answers / seconds };
}

/** The report as text. */
export function textOf({ passed, kinds, errorRate, answers, answersPerSecond }: Report): string {
  const head = ['work', 'answers', 'p50', 'p95', 'most', 'limit', ''];
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const rows = kinds.map(({ kind, count, p50Ms, p95Ms, maxMs, limitMs, held }) => [
    kind,
    String(count),
    ms(p50Ms),
    ms(p95Ms),
    ms(maxMs),
    ms(limitMs),
    held ? 'yes' : 'NO',
  ]);
  const table = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...table.map((row) => (row[column] as string).length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  const wrong = `${(errorRate * 100).toFixed(2)} % wrong`;
  return [
    ...lines,
    `${answers} answers, ${answersPerSecond.toFixed(1)}/s, ${wrong}`,
    passed ? 'ALL LIMITS HELD.' : 'A LIMIT WAS CROSSED.',
  ].join('\n');
}
