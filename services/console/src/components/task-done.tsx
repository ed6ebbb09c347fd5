import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { completeTask, reopenTask } from '../api/commands';
import { useFailure } from './use-failure';

/** Marks a task as done; that can be undone for a while. */
export function TaskDone({ id, title }: { id: string; title: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  const refresh = () =>
    Promise.all([['my-day'], ['customer']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const undo = () =>
    reopenTask(id).then(() => {
      void message.success(t('day.taskReopened', { title }));
      return refresh();
    }, fail);
  const done = useMutation({
    mutationFn: () => completeTask(id),
    onError: fail,
    onSuccess: () => {
      const content = (
        <>
          {t('day.taskDone', { title })}{' '}
          <Button type="link" size="small" onClick={() => void undo()}>
            {t('app.undo')}
          </Button>
        </>
      );
      void message.success({ content, duration: 8 });
      return refresh();
    },
  });
  return (
    <Button
      size="small"
      loading={done.isPending}
      aria-label={t('day.doneName', { title })}
      onClick={() => done.mutate()}
    >
      {t('day.done')}
    </Button>
  );
}
