import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useFailure } from '../../components/use-failure';

/** A command about a customer: says that it is done or why not, and shows the page as it is then. */
export function useCustomerCommand<V = void, R = unknown>(
  customerId: string,
  command: (input: V) => Promise<R>,
  /** What is said when it is done; empty: nothing. */
  done: (outcome: R) => string,
) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: command,
    onSuccess: (outcome) => {
      const text = done(outcome);
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
