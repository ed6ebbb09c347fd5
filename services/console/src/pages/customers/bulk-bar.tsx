import '../../styles/bulk.css';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignTo, tagWith } from '../../api/bulk-commands';
import type { Customer } from '../../api/types';
import { useSession } from '../../app/session';
import { BulkReport } from '../../components/bulk-report';
import { useBulk } from '../../components/use-bulk';
import type { Selection } from '../../components/use-selection';
import { AssignMany } from './assign-many';
import { TagMany } from './tag-many';

/** What can be done with the selected customers at once, and what became of it. */
export function BulkBar({ selection }: { selection: Selection<Customer> }) {
  const { t } = useTranslation();
  const { isManager } = useSession();
  const [asked, setAsked] = useState<'assign' | 'tag'>();
  const bulk = useBulk<Customer>();
  const { rows } = selection;
  const close = () => setAsked(undefined);
  const begin = (work: Parameters<typeof bulk.start>[1]) => {
    close();
    selection.clear();
    void bulk.start(rows, work);
  };
  return (
    <>
      {bulk.state && (
        <BulkReport
          state={bulk.state}
          nameOf={({ displayName }) => displayName}
          onStop={bulk.stop}
          onUndo={() => void bulk.undo()}
          onClose={bulk.close}
        />
      )}
      {rows.length > 0 && bulk.state?.step !== 'running' && (
        <section className="bulk-bar" aria-label={t('bulk.title')}>
          <strong role="status">{t(selection.full ? 'bulk.full' : 'bulk.selected', { count: rows.length })}</strong>
          {isManager && <Button onClick={() => setAsked('assign')}>{t('bulk.assign')}</Button>}
          <Button onClick={() => setAsked('tag')}>{t('bulk.tag')}</Button>
          <Button type="text" onClick={selection.clear}>
            {t('bulk.clear')}
          </Button>
        </section>
      )}
      {asked === 'assign' && (
        <AssignMany count={rows.length} onOk={(repId) => begin(assignTo(repId))} onClose={close} />
      )}
      {asked === 'tag' && <TagMany rows={rows} onOk={(change) => begin(tagWith(change))} onClose={close} />}
    </>
  );
}
