import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Import, rejectedRowsFile } from '../../api/imports';
import { useSession } from '../../app/session';
import { formatSpan } from '../../lib/time';

/** What came of a run, or would come of it. */
export function Result({ job }: { job: Import }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const checked = job.state === 'IMPORT_STATE_CHECKED';
  const { created, duplicates, faulty, rowCount, rowsDone, startTime, endTime } = job;
  const figures: [string, number, string][] = [
    [t(checked ? 'import.wouldCome' : 'import.created'), created, 'good'],
    [t('import.duplicates'), duplicates, 'plain'],
    [t('import.faulty'), faulty, faulty > 0 ? 'bad' : 'plain'],
    ...(rowsDone < rowCount ? [[t('import.notReached'), rowCount - rowsDone, 'bad'] as [string, number, string]] : []),
  ];
  const took = startTime && endTime ? Date.parse(endTime) - Date.parse(startTime) : undefined;
  return (
    <section className="panel" aria-label={t(checked ? 'import.checkResult' : 'import.result')}>
      <h2>{t(checked ? 'import.checkResult' : 'import.result')}</h2>
      <dl className="figures">
        {figures.map(([label, value, tone]) => (
          <div key={label} className={`figure figure-${tone}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {endTime && took !== undefined && (
        <p className="quiet small">
          {t('import.ended', { time: time(endTime), span: formatSpan(took, (unit) => t(`unit.${unit}`)) })}
        </p>
      )}
      <div className="form-foot">
        {duplicates + faulty > 0 && (
          <Button href={rejectedRowsFile(job.id)} download>
            {t('import.download')}
          </Button>
        )}
        {!checked && created > 0 && <Link to="/customers?sort=created">{t('import.toCustomers')}</Link>}
        {!checked && <Link to="/imports">{t('import.another')}</Link>}
      </div>
    </section>
  );
}
