import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { type Handover, useHandoverPage } from '../../api/handovers';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { HANDOVER_STATES } from '../../lib/handover';
import { nameOf } from '../../lib/wording';

const PAGE_SIZE = 50;

/** The handovers that concern the person, newest first. */
export function HandoversPage() {
  const { t } = useTranslation();
  const { user, time } = useSession();
  const navigate = useNavigate();
  const mayPlan = user.roles.some((role) => ['rep', 'manager', 'admin'].includes(role));
  const page = useRef<HTMLDivElement>(null);
  const [{ state }, change] = useFilter(['state'] as const);
  const pager = usePager(state);
  const list = useHandoverPage(state, pager.token, PAGE_SIZE);
  useRowKeys(page);
  const people = list.data?.people ?? {};
  const columns: Column<Handover>[] = [
    {
      id: 'leaver',
      title: t('handover.leaver'),
      cell: ({ id, fromRepId }) => (
        <Link className="row-link" to={`/handovers/${id}`} data-row>
          {nameOf(people, fromRepId)}
        </Link>
      ),
    },
    { id: 'reason', title: t('handover.reason'), cell: ({ reason }) => t(`handoverReason.${reason}`) },
    { id: 'state', title: t('column.state'), cell: (handover) => t(`handoverState.${handover.state}`) },
    {
      id: 'receivers',
      title: t('handover.receivers'),
      cell: ({ receivers }) => receivers.map(({ repId }) => nameOf(people, repId)).join(', ') || '–',
    },
    { id: 'created', title: t('handover.created'), cell: ({ createTime }) => time(createTime) },
  ];
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.handovers')}</PageTitle>
        {mayPlan && (
          <Button type="primary" onClick={() => void navigate('/handovers/new')}>
            {t('handover.new')}
          </Button>
        )}
      </div>
      <div className="filters">
        <Choice
          label={t('column.state')}
          any={t('list.any')}
          value={state}
          options={HANDOVER_STATES.map((id) => [id, t(`handoverState.${id}`)])}
          onChange={(next) => change({ state: next })}
        />
      </div>
      <ListState
        list={list}
        isEmpty={({ handovers }) => handovers.length === 0}
        empty={[t('handover.none'), t('handover.noneHint')]}
      >
        {({ handovers, nextPageToken }) => (
          <>
            <DataTable
              label={t('nav.handovers')}
              columns={columns}
              rows={handovers}
              idOf={({ id }) => id}
              nameOf={({ fromRepId }) => nameOf(people, fromRepId)}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
