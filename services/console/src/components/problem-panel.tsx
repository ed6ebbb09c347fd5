import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { describeProblem } from '../lib/problem';

/** A failure in words, with a way to try again. */
export function ProblemPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="panel problem" role="alert">
      <strong>{t('error.title')}</strong>
      <p>{describeProblem(error, t, (iso) => new Date(iso).toLocaleString())}</p>
      {onRetry && <Button onClick={onRetry}>{t('app.retry')}</Button>}
    </div>
  );
}
