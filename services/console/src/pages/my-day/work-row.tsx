import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { completeTask, reopenTask } from '../../api/commands';
import type { People, WorkItem } from '../../api/types';
import { Countdown } from '../../components/countdown';
import { useFailure } from '../../components/use-failure';
import { levelName, nameOf } from '../../lib/wording';

interface Props {
  item: WorkItem;
  people: People;
  showOwner: boolean;
}

/** An obligation or a task. */
export function WorkRow({ item, people, showOwner }: Props) {
  const { t } = useTranslation();
  const place = [item.city, item.country].filter(Boolean).join(', ');
  const what = item.kind === 'task' ? item.title : t('day.firstContact');
  return (
    <li className="row">
      <div className="row-main">
        <Link className="row-link" to={`/customers/${item.customerId}`} data-row>
          {item.customerName || item.customerId}
        </Link>
        <span className="row-what">{what}</span>
        <span className="quiet">
          {[place, showOwner ? t('day.owner', { name: nameOf(people, item.ownerId) }) : ''].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className="row-side">
        <Countdown dueTime={item.dueTime} openTime={item.openTime} paused={item.paused} />
        {item.nextLevel && <span className="quiet">{t('day.next', { level: levelName(t, item.nextLevel.id) })}</span>}
        {item.kind === 'task' && <DoneButton item={item} />}
      </div>
    </li>
  );
}

function DoneButton({ item }: { item: WorkItem }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  const refresh = () => queries.invalidateQueries({ queryKey: ['my-day'] });
  const undo = () =>
    reopenTask(item.id).then(() => {
      void message.success(t('day.taskReopened', { title: item.title }));
      return refresh();
    }, fail);
  const done = useMutation({
    mutationFn: () => completeTask(item.id),
    onError: fail,
    onSuccess: () => {
      const content = (
        <>
          {t('day.taskDone', { title: item.title })}{' '}
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
    <Button size="small" loading={done.isPending} onClick={() => done.mutate()}>
      {t('day.done')}
    </Button>
  );
}
