import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Import, type RejectedRow, useRejectedRows } from '../../api/imports';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';
import { describeFault } from '../../lib/fault-words';
import { shorten } from '../../lib/shorten';

const PAGE_SIZE = 50;
const SHOWN_CELLS = 160;

/** The rows that did not come in, each with everything that is wrong. */
export function RejectedRows({ job }: { job: Import }) {
  const { t } = useTranslation();
  const pager = usePager(job.startTime ?? '');
  const list = useRejectedRows(job.id, job.startTime ?? '', pager.token, PAGE_SIZE);
  const columns: Column<RejectedRow>[] = [
    { id: 'row', title: t('import.row'), numeric: true, cell: ({ number }) => number },
    {
      id: 'faults',
      title: t('import.why'),
      cell: ({ faults, duplicateCustomerId }) => (
        <ul className="faults">
          {faults.map(({ column, description }) => (
            <li key={`${column}:${description}`}>
              {column !== '' && <strong>{t('import.atColumn', { column })}</strong>} {describeFault(t, description)}
            </li>
          ))}
          {duplicateCustomerId !== '' && (
            <li>
              <Link className="cell-link" to={`/customers/${duplicateCustomerId}`}>
                {t('import.openExisting')}
              </Link>
            </li>
          )}
        </ul>
      ),
    },
    { id: 'cells', title: t('import.cells'), cell: ({ cells }) => shorten(cells.join(' · '), SHOWN_CELLS) },
  ];
  return (
    <section className="rejected" aria-labelledby="rejected">
      <h2 id="rejected">{t('import.rejected')}</h2>
      <ListState list={list} isEmpty={({ rows }) => rows.length === 0} empty={[t('import.noneRejected'), '']}>
        {({ rows, nextPageToken }) => (
          <>
            <DataTable
              label={t('import.rejected')}
              columns={columns}
              rows={rows}
              idOf={({ number }) => String(number)}
              nameOf={({ number }) => String(number)}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </section>
  );
}
