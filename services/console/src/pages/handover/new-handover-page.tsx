import '../../styles/handover.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { createHandover } from '../../api/handovers';
import { useSession } from '../../app/session';
import { PageTitle } from '../../components/page-title';
import { emptyHandover, type HandoverDraft } from '../../lib/handover-draft';
import { HandoverForm } from './handover-form';

/** Who leaves, why, when, and who gets what; the checklist beside it follows what is chosen. */
export function NewHandoverPage() {
  const { t } = useTranslation();
  const { user, isManager } = useSession();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const own = isManager ? '' : (user.rep ?? '');
  const [draft, setDraft] = useState<HandoverDraft>(() =>
    emptyHandover(crypto.randomUUID(), params.get('from') ?? own),
  );
  return (
    <div className="page">
      <p>
        <Link to="/handovers">{t('handover.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('handover.new')}</PageTitle>
      </div>
      <div className="handover">
        <HandoverForm
          draft={draft}
          onChange={setDraft}
          save={createHandover}
          onSaved={({ id }) => void navigate(`/handovers/${id}`)}
        />
      </div>
    </div>
  );
}
