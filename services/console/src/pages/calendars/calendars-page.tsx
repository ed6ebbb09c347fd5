import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ALWAYS, type Calendar, useCalendars } from '../../api/clocks';
import { useSession } from '../../app/session';
import { ClockMoves } from '../../components/clock-moves';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { useRowKeys } from '../../components/use-row-keys';
import { endsSoon } from '../../lib/holiday-reach';
import { CalendarForm } from './calendar-form';

const NEW = 'new';

/** Working hours, holidays and exceptions of teams; an administrator changes them. */
export function CalendarsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [edited, setEdited] = useState<Calendar | typeof NEW>();
  const calendars = useCalendars();
  useRowKeys(page);
  const keeps = user.roles.includes('admin');
  const columns: Column<Calendar>[] = [
    {
      id: 'name',
      title: t('calendars.name'),
      cell: ({ id, displayName }) => (id === ALWAYS ? t('clocks.always') : displayName),
    },
    { id: 'id', title: t('calendars.id'), cell: ({ id }) => id },
    { id: 'zone', title: t('calendars.timeZone'), cell: ({ timeZone }) => timeZone },
    {
      id: 'hours',
      title: t('calendars.hours'),
      cell: ({ weekdays }) => (
        <ul className="clock-list">
          {weekdays.map(({ day, slots }) => (
            <li key={day}>
              {t(`calendars.day.${day}`)}: {slots.map(({ from, to }) => `${from}–${to}`).join(', ')}
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'holidays',
      title: t('calendars.holidays'),
      cell: (calendar) => (
        <>
          {t(`calendars.region.${calendar.holidayRegion || 'none'}`)}
          {calendar.holidaysUntil && endsSoon(calendar, Date.now()) && (
            <p className="warning small">{t('calendars.knownUntil', { date: calendar.holidaysUntil })}</p>
          )}
        </>
      ),
    },
    { id: 'exceptions', title: t('calendars.exceptions'), numeric: true, cell: ({ exceptions }) => exceptions.length },
  ];
  const edit: Column<Calendar> = {
    id: 'edit',
    title: '',
    cell: (calendar) =>
      calendar.id === ALWAYS ? null : (
        <Button
          size="small"
          data-row
          onClick={() => setEdited(calendar)}
          aria-label={t('calendars.edit', { name: calendar.displayName })}
        >
          {t('clocks.editIt')}
        </Button>
      ),
  };
  return (
    <div className="page" ref={page}>
      <p>
        <Link to="/clocks">{t('clocks.title')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('calendars.title')}</PageTitle>
        {keeps && (
          <Button type="primary" onClick={() => setEdited(NEW)}>
            {t('calendars.new')}
          </Button>
        )}
      </div>
      <p className="quiet">{t('calendars.hint')}</p>
      {edited && (
        <CalendarForm
          key={edited === NEW ? NEW : edited.id}
          calendar={edited === NEW ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {keeps && <ClockMoves />}
      <ListState
        list={calendars}
        isEmpty={({ rows }) => rows.length === 0}
        empty={[t('calendars.none'), t(keeps ? 'calendars.noneHint' : 'clocks.askAdmin')]}
      >
        {({ rows }) => (
          <DataTable
            label={t('calendars.title')}
            columns={keeps ? [...columns, edit] : columns}
            rows={rows}
            idOf={({ id }) => id}
            nameOf={({ displayName }) => displayName}
          />
        )}
      </ListState>
    </div>
  );
}
