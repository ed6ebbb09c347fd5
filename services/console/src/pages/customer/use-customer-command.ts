import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useFailure } from '../../components/use-failure';

/** A command about a customer: says that it is done or why not, and shows the page as it is then. */
export function useCustomerCommand<V = void>(
  customerId: string,
  command: (input: V) => Promise<unknown>,
  /** What is said when it is done; empty: nothing. */
  done: () => string,
) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: command,
    onSuccess: () => {
      const text = done();
      if (text) void message.success(text);
    },
    onError: fail,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['customer', customerId] }),
        queries.invalidateQueries({ queryKey: ['my-day'] }),
        queries.invalidateQueries({ queryKey: ['lists'] }),
      ]),
  });
}
