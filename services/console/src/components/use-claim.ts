import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { claimLead } from '../api/commands';
import { useFailure } from './use-failure';

/** Takes a lead out of the pool and says how it went. */
export function useClaim(leadId: string, name: string) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: () => claimLead(leadId),
    onSuccess: () => void message.success({ content: t('day.claimed', { name }), duration: 5 }),
    onError: fail,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['my-day'] }),
        queries.invalidateQueries({ queryKey: ['customer', leadId] }),
      ]),
  });
}
