import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { People, WorkItem } from '../../api/types';
import { Countdown } from '../../components/countdown';
import { TaskDone } from '../../components/task-done';
import { clockName, levelName, nameOf, placeOfClock } from '../../lib/wording';

interface Props {
  item: WorkItem;
  people: People;
  showOwner: boolean;
}

/** An obligation or a task. */
export function WorkRow({ item, people, showOwner }: Props) {
  const { t } = useTranslation();
  const place = [item.city, item.country].filter(Boolean).join(', ');
  const what = item.kind === 'task' ? item.title : clockName(t, item.title);
  return (
    <li className="row">
      <div className="row-main">
        <Link
          className="row-link"
          to={item.kind === 'task' ? `/customers/${item.customerId}` : placeOfClock(item.title, item.customerId)}
          data-row
        >
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
        {item.kind === 'task' && <TaskDone id={item.id} title={item.title} />}
      </div>
    </li>
  );
}
