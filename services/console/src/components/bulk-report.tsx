import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session';
import type { BulkResult } from '../lib/bulk';
import { describeProblem } from '../lib/problem';
import { type BulkState, undoable } from './use-bulk';

interface Props<T> {
  state: BulkState<T>;
  nameOf(row: T): string;
  onStop(): void;
  onUndo(): void;
  onClose(): void;
}

/** How far a command on many rows is, then what became of it: every failure by name. */
export function BulkReport<T extends { id: string }>({ state, nameOf, onStop, onUndo, onClose }: Props<T>) {
  const { t } = useTranslation();
  const { step, total, finished, results } = state;
  if (step === 'running') {
    return (
      <section className="panel bulk-report" aria-label={t('bulk.report')}>
        <progress value={finished} max={total} aria-label={t('bulk.report')} />
        <span className="quiet" role="status">
          {t('bulk.progress', { finished, total })}
        </span>
        <Button size="small" onClick={onStop}>
          {t('bulk.stop')}
        </Button>
      </section>
    );
  }
  const failed = results.filter((result) => result.outcome === 'failed');
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
  const back = step === 'finished' ? undoable(results) : 0;
  const parts = [
    t(step === 'undone' ? 'bulk.undone' : 'bulk.done', { count: count('done') }),
    count('unchanged') > 0 && t('bulk.unchanged', { count: count('unchanged') }),
    failed.length > 0 && t('bulk.failed', { count: failed.length }),
    total > results.length && t('bulk.notBegun', { count: total - results.length }),
    step === 'finished' && count('done') > back && t('bulk.noWayBack', { count: count('done') - back }),
  ];
  return (
    <section className="panel bulk-report" aria-label={t('bulk.report')}>
      <p role="status">{parts.filter(Boolean).join(' · ')}</p>
      <Failures failed={failed} nameOf={nameOf} />
      <div className="bulk-actions">
        {back > 0 && <Button onClick={onUndo}>{t('bulk.undo', { count: back })}</Button>}
        <Button onClick={onClose}>{t('app.close')}</Button>
      </div>
    </section>
  );
}

function Failures<T extends { id: string }>({ failed, nameOf }: { failed: BulkResult<T>[]; nameOf(row: T): string }) {
  const { t } = useTranslation();
  const { time } = useSession();
  if (failed.length === 0) return null;
  return (
    <ul className="bulk-failures">
      {failed.map((result) => (
        <li key={result.row.id}>
          <strong>{nameOf(result.row)}</strong> {result.outcome === 'failed' && describeProblem(result.error, t, time)}
        </li>
      ))}
    </ul>
  );
}
