import { useTranslation } from 'react-i18next';
import type { WhatIfResult } from '../../api/what-ifs';
import { localeOf } from '../../lib/locale';

/** The difference in figures, each with what it means. */
export function Figures({ result }: { result: WhatIfResult }) {
  const { t, i18n } = useTranslation();
  const number = (value: number, places: number) =>
    new Intl.NumberFormat(localeOf(i18n.language), { maximumFractionDigits: places }).format(value);
  const pair = (before: number, after: number, places: number) =>
    t('whatIf.beforeAfter', { before: number(before, places), after: number(after, places) });
  const figures: [id: string, label: string, value: string, hint?: string][] = [
    ['leads', t('whatIf.leads'), number(result.leadCount, 0)],
    ['changed', t('whatIf.changed'), number(result.changedCount, 0), t('whatIf.changedHint')],
    [
      'unassigned',
      t('whatIf.unassigned'),
      pair(result.unassignedBefore, result.unassignedAfter, 0),
      t('whatIf.unassignedHint'),
    ],
    ['fairness', t('whatIf.fairness'), pair(result.fairnessBefore, result.fairnessAfter, 2), t('whatIf.fairnessHint')],
    [
      'misses',
      t('whatIf.misses'),
      pair(result.expectedMissesBefore, result.expectedMissesAfter, 1),
      t('whatIf.missesHint'),
    ],
  ];
  return (
    <section className="panel" aria-labelledby="difference">
      <h2 id="difference">{t('whatIf.result')}</h2>
      {result.leadCount === 0 && <p>{t('whatIf.nothing')}</p>}
      <dl className="what-if-figures">
        {figures.map(([id, label, value, hint]) => (
          <div key={id} className="what-if-figure">
            <dt>{label}</dt>
            <dd>
              <strong>{value}</strong>
              {hint && <span className="quiet small">{hint}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
