import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../../app/session';
import { isTyping } from '../../lib/keyboard';

const NEW_LEAD = '/customers/new';

/** Leads to the form for a new lead, also by `n`; operators only watch, partners register. */
export function NewLeadButton() {
  const { t } = useTranslation();
  const { user, isManager, isPartner } = useSession();
  const navigate = useNavigate();
  const may = isManager || (Boolean(user.rep) && !isPartner);
  useEffect(() => {
    if (!may) return;
    const onKey = (event: KeyboardEvent) => {
      const elsewhere = isTyping(event.target) || (event.target as Element).closest?.('[role="dialog"]');
      if (event.key !== 'n' || elsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      void navigate(NEW_LEAD);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [may, navigate]);
  if (!may) return null;
  return (
    <Button type="primary" aria-keyshortcuts="n" onClick={() => void navigate(NEW_LEAD)}>
      {t('newLead.title')}
    </Button>
  );
}
