import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/dashboard';
import { formatCount } from '../../lib/count';
import { FigureLink } from './figure-link';

const FIGURES = ['overdue', 'due', 'open'] as const;

/** What waits: a sign and a frame tell what is overdue, not its colour alone. */
export function WorkFigures(figures: Pick<Dashboard, (typeof FIGURES)[number]>) {
  const { t, i18n } = useTranslation();
  return (
    <section className="panel" aria-labelledby="work">
      <h2 id="work">{t('dashboard.work')}</h2>
      <ul className="figures">
        {FIGURES.map((id) => {
          const { count, records } = figures[id];
          const late = id === 'overdue' && count !== '0';
          return (
            <li key={id}>
              <FigureLink records={records} className={late ? 'figure figure-late' : 'figure'}>
                <span className="figure-count">
                  {late && <LateSign />}
                  {formatCount(count, i18n.language)}
                </span>{' '}
                <span>{t(`dashboard.${id}`)}</span>
              </FigureLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const LateSign = () => (
  <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    <path
      d="M10 3 18 17H2ZM10 8v4M10 14.2v.3"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  </svg>
);
