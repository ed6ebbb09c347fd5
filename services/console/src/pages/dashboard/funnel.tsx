import { useTranslation } from 'react-i18next';
import type { StageCount } from '../../api/dashboard';
import { BarList } from './bar-list';

/** How many leads and customers are in each stage. */
export function Funnel({ stages }: { stages: StageCount[] }) {
  const { t } = useTranslation();
  const empty = stages.every(({ leads, customers }) => leads.count === '0' && customers.count === '0');
  return (
    <section className="panel" aria-labelledby="funnel">
      <h2 id="funnel">{t('dashboard.funnel')}</h2>
      {empty ? (
        <p className="quiet">{t('dashboard.emptyFunnel')}</p>
      ) : (
        <BarList
          rows={stages.map(({ stage, leads, customers }) => ({
            id: stage,
            name: t(`stage.${stage}`),
            parts: [
              { ...leads, name: t('pipeline.CUSTOMER_STATE_LEAD') },
              { ...customers, name: t('pipeline.CUSTOMER_STATE_CUSTOMER') },
            ],
          }))}
        />
      )}
    </section>
  );
}
