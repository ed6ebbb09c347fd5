import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../api/commands';
import { sessionQuery } from '../api/queries';
import { useFailure } from '../components/use-failure';
import { useVisits } from '../components/use-visits';
import { visitStore } from '../lib/visit-store';
import { useSession } from './session';

/** Signs out; what becomes of visits that were not sent yet is asked before. */
export function SignOut() {
  const { t } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const fail = useFailure();
  const { data: unsent = [] } = useVisits();
  const [asks, setAsks] = useState(false);
  const leave = async (deleteDrafts: boolean) => {
    try {
      await visitStore().leave(user.id, { deleteDrafts });
    } catch (error) {
      // Nobody leaves in the belief that something was deleted that is still there.
      if (deleteDrafts) return fail(error);
    }
    await signOut().catch(() => undefined);
    // The entrance watches this query, so it must not be removed with the others.
    queries.setQueryData(sessionQuery.queryKey, null);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  };
  return (
    <>
      <Button
        className="on-dark"
        type="text"
        size="small"
        onClick={() => (unsent.length > 0 ? setAsks(true) : void leave(false))}
      >
        {t('app.signOut')}
      </Button>
      <Modal
        title={t('visits.leaveTitle', { count: unsent.length })}
        open={asks}
        onCancel={() => setAsks(false)}
        footer={
          <div className="form-foot">
            <Button type="primary" onClick={() => void leave(false)}>
              {t('visits.leaveKeep')}
            </Button>
            <Button danger onClick={() => void leave(true)}>
              {t('visits.leaveDelete')}
            </Button>
            <Button onClick={() => setAsks(false)}>{t('app.cancel')}</Button>
          </div>
        }
      >
        <p>{t('visits.leaveText')}</p>
      </Modal>
    </>
  );
}
