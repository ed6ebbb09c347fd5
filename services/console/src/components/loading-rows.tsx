import { useTranslation } from 'react-i18next';

/** Rows that are on their way. */
export function LoadingRows({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <div className="loading" role="status" aria-label={t('app.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={index} className="loading-row" />
      ))}
    </div>
  );
}
