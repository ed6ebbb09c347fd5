import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ClockPolicy, useCalendars, useClockPolicies } from '../../api/clocks';
import { useSession } from '../../app/session';
import { ClockMoves } from '../../components/clock-moves';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { useRowKeys } from '../../components/use-row-keys';
import { calendarWords, policyWords } from '../../lib/clock-words';
import { reachesPast } from '../../lib/holiday-reach';
import { hoursOf } from '../../lib/hours';
import { clockName } from '../../lib/wording';
import { ClockPolicyForm } from './clock-policy-form';

const NEW = 'new';

/** How long clocks run, for whom, and who is told; an administrator changes it. */
export function ClocksPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [edited, setEdited] = useState<ClockPolicy | typeof NEW>();
  const policies = useClockPolicies();
  const calendars = useCalendars();
  useRowKeys(page);
  const keeps = user.roles.includes('admin');
  const known = calendars.data?.rows ?? [];
  const past = (policy: ClockPolicy) => reachesPast(policy, known, Date.now());
  const columns: Column<ClockPolicy>[] = [
    { id: 'id', title: t('clocks.policy'), cell: ({ id }) => id },
    { id: 'kind', title: t('clocks.kind'), cell: ({ kind }) => clockName(t, kind) },
    { id: 'hours', title: t('clocks.hours'), numeric: true, cell: ({ duration }) => hoursOf(duration) },
    {
      id: 'calendar',
      title: t('clocks.calendar'),
      cell: ({ calendarId }) => calendarWords(t, calendarId, known),
    },
    {
      id: 'for',
      title: t('clocks.for'),
      cell: (policy) => (
        <>
          {policyWords(t, policy)}
          {policy.active && past(policy).length > 0 && (
            <p className="warning small">
              {t('clocks.reachesPast', {
                calendars: past(policy)
                  .map(({ displayName }) => displayName)
                  .join(', '),
              })}
            </p>
          )}
        </>
      ),
    },
    { id: 'priority', title: t('clocks.priority'), numeric: true, cell: ({ priority }) => priority },
    { id: 'active', title: t('column.state'), cell: ({ active }) => t(active ? 'clocks.active' : 'clocks.inactive') },
  ];
  const edit: Column<ClockPolicy> = {
    id: 'edit',
    title: '',
    cell: (policy) => (
      <Button
        size="small"
        data-row
        onClick={() => setEdited(policy)}
        aria-label={t('clocks.edit', { name: policy.id })}
      >
        {t('clocks.editIt')}
      </Button>
    ),
  };
  return (
    <div className="page" ref={page}>
      <p>
        <Link to="/processes">{t('clocks.back')}</Link> · <Link to="/clocks/calendars">{t('calendars.title')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('clocks.title')}</PageTitle>
        {keeps && (
          <Button type="primary" onClick={() => setEdited(NEW)}>
            {t('clocks.new')}
          </Button>
        )}
      </div>
      <p className="quiet">{t('clocks.hint')}</p>
      {edited && (
        <ClockPolicyForm
          key={edited === NEW ? NEW : edited.id}
          policy={edited === NEW ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {keeps && <ClockMoves />}
      <ListState
        list={policies}
        isEmpty={({ rows }) => rows.length === 0}
        empty={[t('clocks.none'), t(keeps ? 'clocks.noneHint' : 'clocks.askAdmin')]}
      >
        {({ rows }) => (
          <DataTable
            label={t('clocks.title')}
            columns={keeps ? [...columns, edit] : columns}
            rows={rows}
            idOf={({ id }) => id}
            nameOf={({ id }) => id}
          />
        )}
      </ListState>
    </div>
  );
}
