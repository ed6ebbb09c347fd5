import { useTranslation } from 'react-i18next';
import { type Import, type ImportPreview, useImportPreview } from '../../api/imports';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { useKept } from '../../components/use-kept';
import { isColumnMapping } from '../../lib/column-mapping';
import { ColumnTable } from './column-table';
import { SharedValues } from './shared-values';
import { StartForm } from './start-form';

/** How the columns are used, and the start. What is chosen is kept until then. */
export function Columns({ job }: { job: Import }) {
  const { t } = useTranslation();
  const preview = useImportPreview(job.id);
  if (preview.isPending) return <LoadingRows rows={6} />;
  if (preview.isError) return <ProblemPanel error={preview.error} onRetry={() => void preview.refetch()} />;
  return (
    <section className="panel" aria-labelledby="columns">
      <h2 id="columns">{t('import.columns')}</h2>
      <Chosen job={job} preview={preview.data} />
    </section>
  );
}

function Chosen({ job, preview }: { job: Import; preview: ImportPreview }) {
  const { t } = useTranslation();
  const [mapping, setMapping] = useKept(`import:${job.id}`, job.mapping ?? preview.mapping, isColumnMapping);
  const { format, encoding, delimiter } = preview;
  const kind =
    format === 'xlsx' ? 'XLSX' : t('import.csv', { encoding, delimiter: delimiter === '\t' ? '⇥' : delimiter });
  return (
    <>
      <p className="quiet">
        {t('import.what', { kind, count: job.rowCount })}
        {preview.mappingRemembered && ` ${t('import.remembered')}`}
      </p>
      <ColumnTable preview={preview} mapping={mapping} onChange={setMapping} />
      <SharedValues mapping={mapping} onChange={setMapping} />
      <StartForm job={job} mapping={mapping} />
    </>
  );
}
