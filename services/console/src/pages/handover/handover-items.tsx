import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Handover, type HandoverItem, useHandoverItems } from '../../api/handovers';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';
import { nameOf } from '../../lib/wording';
import { NoteCell } from './note-cell';
import { WorkCounts } from './work-counts';

const PAGE_SIZE = 50;

/** What became of each customer; a receiver sees those that came. */
export function HandoverItems({ handover }: { handover: Handover }) {
  const { t } = useTranslation();
  const pager = usePager(handover.id);
  const list = useHandoverItems(handover.id, pager.token, PAGE_SIZE);
  const { people = {}, customerNames = {} } = list.data ?? {};
  const columns: Column<HandoverItem>[] = [
    {
      id: 'customer',
      title: t('column.name'),
      cell: ({ leadId }) => <Link to={`/customers/${leadId}`}>{nameOf(customerNames, leadId)}</Link>,
    },
    {
      id: 'kind',
      title: t('handover.kind'),
      cell: ({ openLead }) => t(openLead ? 'handover.lead' : 'handover.customer'),
    },
    { id: 'work', title: t('handover.along'), cell: ({ work }) => <WorkCounts of={work} short /> },
    { id: 'to', title: t('handover.to'), cell: ({ toRepId }) => nameOf(people, toRepId) || '–' },
    {
      id: 'state',
      title: t('column.state'),
      cell: ({ state, skipReason }) =>
        [t(`handoverItemState.${state}`), skipReason && t(`skipReason.${skipReason}`)].filter(Boolean).join(': '),
    },
    {
      id: 'note',
      title: t('handover.notes'),
      cell: (item) => <NoteCell handoverId={handover.id} item={item} name={nameOf(customerNames, item.leadId)} />,
    },
  ];
  return (
    <section className="panel" aria-label={t('handover.customers')}>
      <h2>{t('handover.customers')}</h2>
      <ListState
        list={list}
        isEmpty={({ items }) => items.length === 0}
        empty={[t('handover.nothing'), t('handover.nothingHint')]}
      >
        {({ items, nextPageToken }) => (
          <>
            <DataTable
              label={t('handover.customers')}
              columns={columns}
              rows={items}
              idOf={({ leadId }) => leadId}
              nameOf={({ leadId }) => nameOf(customerNames, leadId)}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </section>
  );
}
