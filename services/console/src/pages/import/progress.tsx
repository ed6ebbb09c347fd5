import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelImport, type Import, importKey } from '../../api/imports';
import { Ask } from '../../components/ask';
import { useFailure } from '../../components/use-failure';
import { progressOf } from '../../lib/import-progress';
import { formatSpan } from '../../lib/time';
import { useNow } from '../../lib/use-now';

/** How far a run is and how it goes. One may leave: it goes on. */
export function Progress({ job }: { job: Import }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const fail = useFailure();
  const [asked, setAsked] = useState(false);
  const now = useNow();
  const { share, perSecond, leftMs } = progressOf(job, now);
  const stop = () => {
    setAsked(false);
    cancelImport(job.id).then(() => queries.invalidateQueries({ queryKey: importKey(job.id) }), fail);
  };
  const pace = [
    t('import.progress', { done: job.rowsDone, total: job.rowCount }),
    perSecond !== undefined && t('import.perSecond', { count: perSecond }),
    leftMs !== undefined && t('import.left', { span: formatSpan(leftMs, (unit) => t(`unit.${unit}`)) }),
  ];
  const checking = job.state === 'IMPORT_STATE_CHECKING';
  return (
    <section className="panel import-progress" aria-label={t('import.progressName')}>
      <progress value={share} max={1} aria-label={t('import.progressName')} />
      <p role="status">{pace.filter(Boolean).join(' · ')}</p>
      <p className="quiet">
        {t(checking ? 'import.wouldBe' : 'import.sofar', {
          created: job.created,
          duplicates: job.duplicates,
          faulty: job.faulty,
        })}
      </p>
      <div className="form-foot">
        <Button onClick={() => setAsked(true)}>{t('import.stop')}</Button>
        <span className="quiet">{t('import.mayLeave')}</span>
      </div>
      {asked && (
        <Ask title={t('import.stop')} onOk={stop} onClose={() => setAsked(false)}>
          <p>{t(checking ? 'import.stopCheckAsk' : 'import.stopAsk')}</p>
        </Ask>
      )}
    </section>
  );
}
