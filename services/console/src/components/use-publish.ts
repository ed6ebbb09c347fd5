import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { publishRuleSet, RULE_QUERIES } from '../api/rules';
import { sendSurely } from '../api/sure';
import { useFailure } from './use-failure';

/** Puts a version of the rules into force. */
export function usePublish(version: number) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: () => sendSurely((requestId) => publishRuleSet(version, requestId)),
    onSuccess: () => void message.success(t('rules.publishDone', { version })),
    onError: fail,
    onSettled: () => queries.invalidateQueries(RULE_QUERIES),
  });
}
