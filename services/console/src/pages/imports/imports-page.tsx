import '../../styles/imports.css';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Import, useImports } from '../../api/imports';
import { useSession } from '../../app/session';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { useRowKeys } from '../../components/use-row-keys';
import { formatBytes } from '../../lib/bytes';
import { Upload } from './upload';

const PAGE_SIZE = 20;

/** Bringing customers in from a file: a place to drop it, and what became of former ones. */
export function ImportsPage() {
  const { t, i18n } = useTranslation();
  const { time } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const pager = usePager('imports');
  const list = useImports(pager.token, PAGE_SIZE);
  useRowKeys(page);
  const columns: Column<Import>[] = [
    {
      id: 'file',
      title: t('import.file'),
      cell: ({ id, fileName }) => (
        <Link className="row-link" to={`/imports/${id}`} data-row>
          {fileName}
        </Link>
      ),
    },
    { id: 'state', title: t('column.state'), cell: ({ state }) => t(`importState.${state}`) },
    { id: 'rows', title: t('import.rows'), numeric: true, cell: ({ rowCount }) => rowCount },
    { id: 'created', title: t('import.created'), numeric: true, cell: ({ created }) => created },
    { id: 'duplicates', title: t('import.duplicates'), numeric: true, cell: ({ duplicates }) => duplicates },
    { id: 'faulty', title: t('import.faulty'), numeric: true, cell: ({ faulty }) => faulty },
    {
      id: 'size',
      title: t('import.size'),
      numeric: true,
      cell: ({ sizeBytes }) => formatBytes(Number(sizeBytes), i18n.language),
    },
    { id: 'time', title: t('import.uploaded'), cell: ({ createTime }) => time(createTime) },
  ];
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.imports')}</PageTitle>
      </div>
      <Upload />
      <ListState
        list={list}
        isEmpty={({ imports }) => imports.length === 0}
        empty={[t('import.none'), t('import.noneHint')]}
      >
        {({ imports, nextPageToken }) => (
          <>
            <DataTable
              label={t('nav.imports')}
              columns={columns}
              rows={imports}
              idOf={({ id }) => id}
              nameOf={({ fileName }) => fileName}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
