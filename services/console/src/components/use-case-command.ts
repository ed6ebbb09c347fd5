import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { commandCase } from '../api/cases';
import { sendSurely } from '../api/sure';
import { useFailure } from './use-failure';

/** A command about a case by the verb of its route, sent as the same one until its answer is certain. */
export function useCaseCommand(caseId: string, verb: string) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: (body: object) => sendSurely((requestId) => commandCase(caseId, verb, body, requestId)),
    onSuccess: () => void message.success(t(`case.done_${verb}`)),
    onError: fail,
    onSettled: () =>
      Promise.all(['lists', 'board', 'my-day'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}
