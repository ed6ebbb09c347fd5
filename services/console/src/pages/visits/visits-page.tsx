import '../../styles/visits.css';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useReach } from '../../app/reach';
import { useSession } from '../../app/session';
import { Ask } from '../../components/ask';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { useFailure } from '../../components/use-failure';
import { useRowKeys } from '../../components/use-row-keys';
import { useVisits } from '../../components/use-visits';
import { MAX_VISITS, type VisitDraft } from '../../lib/visit-draft';
import { SEND_VISITS } from '../../lib/visit-runner';
import { visitStore } from '../../lib/visit-store';
import { VisitRow } from './visit-row';

/** Visits that are written on this device and not recorded yet: drafts, those on their way, and those that were refused. */
export function VisitsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const navigate = useNavigate();
  const page = useRef<HTMLDivElement>(null);
  const list = useVisits();
  const online = useReach();
  const [deleting, setDeleting] = useState<VisitDraft>();
  useRowKeys(page);
  const waits = list.data?.some(({ state }) => state === 'waiting');
  const full = (list.data?.length ?? 0) >= MAX_VISITS;
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('visits.title')}</PageTitle>
        <div className="form-foot">
          {waits && online && (
            <Button onClick={() => window.dispatchEvent(new Event(SEND_VISITS))}>{t('visits.sendNow')}</Button>
          )}
          <Button type="primary" onClick={() => void navigate('/visits/new')}>
            {t('visits.new')}
          </Button>
        </div>
      </div>
      <p className="quiet">{t('visits.lead', { name: user.displayName })}</p>
      {full && (
        <p className="warning" role="alert">
          {t('keeping.tooMany')}
        </p>
      )}
      <section className="section" aria-label={t('visits.list')}>
        <ListState
          list={list}
          isEmpty={(drafts) => drafts.length === 0}
          empty={[t('visits.empty'), t('visits.emptyHint')]}
        >
          {(drafts) => (
            <ul className="rows">
              {drafts.map((draft) => (
                <VisitRow key={draft.id} draft={draft} onDelete={() => setDeleting(draft)} />
              ))}
            </ul>
          )}
        </ListState>
      </section>
      {deleting && <DeleteVisit draft={deleting} onClose={() => setDeleting(undefined)} />}
    </div>
  );
}

function DeleteVisit({ draft, onClose }: { draft: VisitDraft; onClose(): void }) {
  const { t } = useTranslation();
  const fail = useFailure();
  const remove = () => void visitStore().remove(draft.id).then(onClose, fail);
  return (
    <Ask title={t('visits.delete')} onOk={remove} onClose={onClose}>
      <p>{t(draft.uncertain ? 'visits.deleteUncertain' : 'visits.deleteText')}</p>
    </Ask>
  );
}
