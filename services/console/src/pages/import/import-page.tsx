import '../../styles/imports.css';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useImport } from '../../api/imports';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { isUnderWay, mayStart } from '../../lib/import-progress';
import { Columns } from './columns';
import { Progress } from './progress';
import { RejectedRows } from './rejected-rows';
import { Result } from './result';

/** One import, from the choice of columns to what came of it. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const job = useImport(id);
  if (job.isPending) return <LoadingRows rows={6} />;
  if (job.isError) return <ProblemPanel error={job.error} onRetry={() => void job.refetch()} />;
  const { fileName, state } = job.data;
  const hasResult = /_(CHECKED|DONE|CANCELLED)$/.test(state);
  return (
    <div className="page" key={id}>
      <p>
        <Link to="/imports">{t('import.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{fileName}</PageTitle>
        <span className="chip" role="status">
          {t(`importState.${state}`)}
        </span>
      </div>
      {isUnderWay(job.data) && <Progress job={job.data} />}
      {state === 'IMPORT_STATE_FAILED' && (
        <p className="form-fault" role="alert">
          {t('import.failed', { fault: job.data.fault })}
        </p>
      )}
      {hasResult && <Result job={job.data} />}
      {mayStart(job.data) && <Columns job={job.data} />}
      {hasResult && job.data.duplicates + job.data.faulty > 0 && <RejectedRows job={job.data} />}
    </div>
  );
}
