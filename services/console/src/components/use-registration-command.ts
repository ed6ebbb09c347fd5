import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { sendSurely } from '../api/sure';
import { useFailure } from './use-failure';

/** A command about a registration or contest, sent as the same one until its answer is certain. */
export function useRegistrationCommand<T>(
  command: (requestId: string) => Promise<T>,
  /** What is said when it is done. */
  done: () => string,
) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: () => sendSurely(command),
    onSuccess: () => void message.success(done()),
    onError: fail,
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
}
