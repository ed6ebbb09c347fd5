import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTask } from '../../api/commands';
import { sendSurely } from '../../api/sure';
import type { Customer } from '../../api/types';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { useKept } from '../../components/use-kept';
import { faultsByField } from '../../lib/problem';
import { emptyTask, isTaskDraft, type TaskDraft } from '../../lib/task-draft';
import { fromWallTime } from '../../lib/time';
import { useCustomerCommand } from './use-customer-command';

const newId = (): string => crypto.randomUUID();

/** A new task for the customer's owner; what is typed is kept. */
export function TaskForm({ customer, onClose }: { customer: Customer; onClose(): void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [draft, keep] = useKept(`task:${customer.id}`, emptyTask(newId()), isTaskDraft);
  const { title, due, requestId } = draft;
  const change = (part: Partial<TaskDraft>) => keep({ ...draft, ...part, requestId: newId() });
  const [tried, setTried] = useState(false);
  const dueTime = fromWallTime(due, user.timeZone);
  const create = useCustomerCommand(
    customer.id,
    () =>
      sendSurely(
        (id) => createTask({ customerId: customer.id, title: title.trim(), dueTime: dueTime ?? '' }, { requestId: id }),
        requestId,
      ),
    () => t('task.created'),
  );
  const refused = faultsByField(create.error);
  const missing = (value: unknown, text: string) => (tried && !value ? t(text) : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (create.isPending || title.trim() === '' || !dueTime) return;
    create.mutate(undefined, {
      onSuccess: () => {
        keep(emptyTask(newId()));
        onClose();
      },
    });
  };
  return (
    <form className="edit" onSubmit={submit} noValidate aria-label={t('task.add')}>
      <Field label={t('task.what')} fault={missing(title.trim(), 'task.needWhat') ?? refused.title}>
        <input
          className="field"
          value={title}
          // biome-ignore lint/a11y/noAutofocus: somebody asked for this form and wants to type.
          autoFocus
          onChange={({ target }) => change({ title: target.value })}
        />
      </Field>
      <Field label={t('task.due')} fault={missing(dueTime, 'task.needDue') ?? refused.dueTime}>
        <input
          className="field"
          type="datetime-local"
          value={due}
          onChange={({ target }) => change({ due: target.value })}
        />
      </Field>
      <FormFault error={create.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('task.save')}
        </Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}
