import { useTranslation } from 'react-i18next';
import type { Attainment } from '../../api/dashboard';
import { attainedShare } from '../../lib/attainment';
import { formatCount, formatPercent } from '../../lib/count';
import { FigureLink } from './figure-link';

/** How many first contacts were made in time, of those that were due in the period. */
export function FirstContact(attainment: Attainment) {
  const { t } = useTranslation();
  const share = attainedShare(attainment);
  return (
    <section className="panel" aria-labelledby="first-contact">
      <h2 id="first-contact">{t('dashboard.firstContact')}</h2>
      {share === undefined ? (
        <p className="quiet">{t('dashboard.noneDue')}</p>
      ) : (
        <Attained share={share} {...attainment} />
      )}
    </section>
  );
}

function Attained({ share, met, missed, records }: Attainment & { share: number }) {
  const { t, i18n } = useTranslation();
  const percent = formatPercent(share, i18n.language);
  return (
    <>
      <FigureLink records={records} className="figure-count" name={t('dashboard.allDue', { percent })}>
        {percent}
      </FigureLink>
      <div className="share" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <p>
        {t('dashboard.met', { met: formatCount(met, i18n.language) })} ·{' '}
        {t('dashboard.missed', { missed: formatCount(missed, i18n.language) })}
      </p>
      <p className="quiet small">{t('dashboard.calledOff')}</p>
    </>
  );
}
