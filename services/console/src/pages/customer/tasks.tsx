import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer, People, Task } from '../../api/types';
import { useSession } from '../../app/session';
import { TaskDone } from '../../components/task-done';
import { nameOf } from '../../lib/wording';
import { TaskForm } from './task-form';

interface Props {
  customer: Customer;
  tasks: Task[];
  people: People;
  editable: boolean;
}

/** What is to be done for the customer, soonest first. */
export function Tasks({ customer, tasks, people, editable }: Props) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const [adding, setAdding] = useState(false);
  return (
    <section className="panel" aria-labelledby="tasks">
      <div className="panel-head">
        <h2 id="tasks">{t('task.title')}</h2>
        {editable && !adding && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('task.add')}
          </Button>
        )}
      </div>
      {tasks.length === 0 && !adding && <p className="quiet">{t('task.none')}</p>}
      <ul className="tasks">
        {tasks.map((task) => (
          <li key={task.id}>
            <span className="task-what">
              {task.title}
              <span className="quiet small">
                <time dateTime={task.dueTime} title={timeWithZone(task.dueTime)}>
                  {t('customer.due', { time: time(task.dueTime) })}
                </time>{' '}
                · {nameOf(people, task.ownerId)}
              </span>
            </span>
            {editable && <TaskDone id={task.id} title={task.title} />}
          </li>
        ))}
      </ul>
      {adding && <TaskForm customer={customer} onClose={() => setAdding(false)} />}
    </section>
  );
}
