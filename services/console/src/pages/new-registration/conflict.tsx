import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../api/http';
import { useSession } from '../../app/session';
import { ContestForm } from './contest-form';

/** That a prospect is taken and until when, never by whom; and the way to contest it. */
export function Conflict({ error, name }: { error: unknown; name: string }) {
  const { t } = useTranslation();
  const { user, time } = useSession();
  const [contesting, setContesting] = useState(false);
  if (!(error instanceof ApiError) || error.code !== 'REGISTRATION_CONFLICT') return null;
  const { conflict_reference: reference = '', protected_until: until = '' } = error.metadata;
  // What is a customer already has no end, and nothing that could be contested.
  const contestable = until !== '' && Boolean(user.rep);
  return (
    <section className="panel duplicates" role="alert" aria-labelledby="conflict">
      <h2 id="conflict">{t('registration.conflict', { name })}</h2>
      <p>{until === '' ? t('registration.takenByOwner') : t('registration.takenUntil', { until: time(until) })}</p>
      <p className="quiet">{t('registration.masked')}</p>
      {contestable && !contesting && <Button onClick={() => setContesting(true)}>{t('registration.contestIt')}</Button>}
      {contestable && contesting && <ContestForm conflictReference={reference} onClose={() => setContesting(false)} />}
      {contestable && (
        <p>
          <Link to="/contests">{t('contest.toOwn')}</Link>
        </p>
      )}
    </section>
  );
}
