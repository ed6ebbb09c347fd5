import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useFailure } from '../../components/use-failure';

/** A command about a customer: says that it is done or why not, and shows the page as it is then. */
export function useCustomerCommand<V = void>(
  customerId: string,
  command: (input: V) => Promise<unknown>,
  done: () => string,
) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: command,
    onSuccess: () => void message.success(done()),
    onError: fail,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['customer', customerId] }),
        queries.invalidateQueries({ queryKey: ['my-day'] }),
        queries.invalidateQueries({ queryKey: ['lists'] }),
      ]),
  });
}
