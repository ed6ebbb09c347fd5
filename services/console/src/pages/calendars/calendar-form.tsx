import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Calendar, CLOCK_QUERIES, createClockSubject } from '../../api/clocks';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { PublishFoot } from '../../components/publish-foot';
import { type CalendarDraft, calendarDraftOf, emptyCalendar, toCalendarBody, WEEKDAYS } from '../../lib/calendar-draft';
import { changedFields } from '../../lib/clock-policy-draft';
import { faultsByField } from '../../lib/problem';

interface Props {
  /** The calendar to be changed; undefined for a new one. */
  calendar?: Calendar;
  onClose(): void;
}

/** A new calendar, or the hours of one; before these change it is shown which clocks would move. */
export function CalendarForm({ calendar, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { user } = useSession();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<CalendarDraft>(() =>
    calendar ? calendarDraftOf(calendar) : emptyCalendar(user.timeZone),
  );
  const [requestId, setRequestId] = useState(() => crypto.randomUUID() as string);
  const [own, setOwn] = useState<Record<string, string>>({});
  const [body, setBody] = useState<object>();
  const create = useMutation({
    mutationFn: (values: object) =>
      sendSurely((id) => createClockSubject<Calendar>('calendars', values, id), requestId),
    onSuccess: ({ displayName }) => {
      void message.success(t('clocks.saved', { name: displayName }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries(CLOCK_QUERIES),
  });
  const refused: Record<string, string> = { ...faultsByField(create.error), ...own };
  const under = (field: string) =>
    refused[field] ?? Object.entries(refused).find(([key]) => key.startsWith(`${field}[`))?.[1];
  const change = (part: Partial<CalendarDraft>) => {
    setOwn({});
    setBody(undefined);
    setRequestId(crypto.randomUUID());
    setDraft({ ...draft, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const { body: whole, faults } = toCalendarBody(draft);
    setOwn(faults);
    if (Object.keys(faults).length > 0) return;
    if (!calendar) return create.mutate({ ...whole, id: draft.id.trim() });
    const changed = changedFields(whole, calendar);
    if (Object.keys(changed).length === 0) return onClose();
    setBody(changed);
  };
  const text = (key: 'id' | 'displayName' | 'timeZone') => (
    <Field label={t(`calendars.field.${key}`)} fault={refused[key]}>
      <input
        className="field"
        value={draft[key]}
        disabled={key === 'id' && calendar !== undefined}
        onChange={({ target }) => change({ [key]: target.value })}
      />
    </Field>
  );
  const title = calendar ? t('calendars.edit', { name: calendar.displayName }) : t('calendars.new');
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={title}>
      <h2>{title}</h2>
      <div className="edit-fields">
        {text('id')}
        {text('displayName')}
        {text('timeZone')}
        <Field label={t('calendars.holidays')} fault={refused.holidayRegion}>
          <select
            className="field"
            value={draft.holidayRegion}
            onChange={({ target }) => change({ holidayRegion: target.value })}
          >
            {['none', 'CN'].map((region) => (
              <option key={region} value={region}>
                {t(`calendars.region.${region}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <p className="quiet">{t('calendars.hoursHint')}</p>
      <div className="edit-fields">
        {WEEKDAYS.map((day, index) => (
          <Field key={day} label={t(`calendars.day.${day}`)} fault={refused[`day${day}`]}>
            <input
              className="field"
              value={draft.days[index] ?? ''}
              placeholder={t('calendars.closed')}
              onChange={({ target }) =>
                change({ days: draft.days.map((each, place) => (place === index ? target.value : each)) })
              }
            />
          </Field>
        ))}
      </div>
      {under('weekdays') && (
        <p className="field-fault" role="alert">
          {t('calendars.wrongHours')}
        </p>
      )}
      <Field label={t('calendars.field.exceptions')} fault={under('exceptions')}>
        <textarea
          className="field"
          rows={4}
          value={draft.exceptions}
          onChange={({ target }) => change({ exceptions: target.value })}
        />
      </Field>
      <FormFault error={create.error} />
      <PublishFoot
        subject="calendars"
        changed={calendar}
        body={body}
        saving={create.isPending}
        onBack={() => setBody(undefined)}
        onClose={onClose}
      />
    </form>
  );
}
