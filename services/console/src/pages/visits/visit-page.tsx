import '../../styles/visits.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useSession } from '../../app/session';
import { SAME_PAGE } from '../../app/use-page-focus';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { useVisits } from '../../components/use-visits';
import { beginVisit } from '../../lib/visit-draft';
import { VisitForm } from './visit-form';

/** One visit: a new one, which is kept from its first letter on, or one of the list. */
export function VisitPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { user } = useSession();
  const navigate = useNavigate();
  const list = useVisits();
  const [fresh, setFresh] = useState(() => newVisit(user));
  const [last, setLast] = useState(id);
  if (last !== id) {
    setLast(id);
    // Another visit is begun from a visit's page.
    if (id === 'new') setFresh(newVisit(user));
  }
  // The address gets the id of a new visit when it is kept; the form stays the same one.
  const isFresh = id === 'new' || id === fresh.id;
  const kept = list.data?.find((draft) => draft.id === id);
  const draft = kept ?? (isFresh ? fresh : undefined);
  return (
    <div className="page visit">
      <div className="page-head">
        <PageTitle>{t(isFresh ? 'visits.new' : 'visits.one')}</PageTitle>
        <Link to="/visits">{t('visits.toList')}</Link>
      </div>
      {draft && (
        <VisitForm
          key={draft.id}
          draft={draft}
          isNew={isFresh}
          onBegun={() => void navigate(`/visits/${draft.id}`, { replace: true, state: SAME_PAGE })}
        />
      )}
      {!draft && list.isPending && <LoadingRows rows={6} />}
      {!draft && !list.isPending && <p className="panel">{t('keeping.gone')}</p>}
    </div>
  );
}

const newVisit = ({ id: person, timeZone: zone }: { id: string; timeZone: string }) =>
  beginVisit({ id: crypto.randomUUID(), person, zone, now: Date.now() });
