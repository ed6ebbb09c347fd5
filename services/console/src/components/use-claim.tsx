import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { claimLead } from '../api/commands';
import { useFailure } from './use-failure';

/** Takes a lead out of the pool and says how it went, with a link to it. */
export function useClaim(leadId: string, name: string) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: () => claimLead(leadId),
    onSuccess: () => {
      const content = (
        <>
          {t('day.claimed', { name })} <Link to={`/customers/${leadId}`}>{t('day.open')}</Link>
        </>
      );
      void message.success({ content, duration: 8 });
    },
    onError: fail,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['my-day'] }),
        queries.invalidateQueries({ queryKey: ['lists'] }),
        queries.invalidateQueries({ queryKey: ['customer', leadId] }),
      ]),
  });
}
