import '../styles/table.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from './use-selection';

/** A column; the first one of a table holds the row's link. */
export interface Column<T> {
  id: string;
  title: string;
  numeric?: boolean;
  cell(row: T): ReactNode;
}

/** How the rows are sorted, where that can be chosen by the headings. */
export interface TableSort {
  column: string;
  descending: boolean;
  onSort(column: string): void;
}

interface Props<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  idOf(row: T): string;
  /** Name of a row for whoever cannot see it. */
  nameOf(row: T): string;
  selection?: Selection<T>;
  sort?: TableSort;
  busy?: boolean;
}

/** Rows with columns; on narrow screens each row is a card that names its values. */
export function DataTable<T>({ label, columns, rows, idOf, nameOf, selection, sort, busy }: Props<T>) {
  const { t } = useTranslation();
  return (
    <div className="table-frame" aria-busy={busy}>
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className="tick">
                <SelectAll rows={rows} idOf={idOf} selection={selection} />
              </th>
            )}
            {columns.map(({ id, title, numeric }) => (
              <th
                key={id}
                scope="col"
                className={numeric ? 'numeric' : undefined}
                aria-sort={sort?.column === id ? (sort.descending ? 'descending' : 'ascending') : undefined}
              >
                {sort ? <SortButton id={id} title={title} sort={sort} /> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)} className={selection?.has(idOf(row)) ? 'selected' : undefined}>
              {selection && (
                <td className="tick">
                  <input
                    type="checkbox"
                    data-select
                    aria-label={t('list.select', { name: nameOf(row) })}
                    checked={selection.has(idOf(row))}
                    onChange={({ target }) => selection.set([row], target.checked)}
                  />
                </td>
              )}
              {columns.map(({ id, title, numeric, cell }) => (
                <td key={id} className={numeric ? 'numeric' : undefined} data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortButton({ id, title, sort }: { id: string; title: string; sort: TableSort }) {
  const sign = sort.descending ? '↓' : '↑';
  return (
    <button type="button" className="sort-button" onClick={() => sort.onSort(id)}>
      {title}
      <span aria-hidden="true">{sort.column === id ? ` ${sign}` : ''}</span>
    </button>
  );
}

function SelectAll<T>({ rows, idOf, selection }: Required<Pick<Props<T>, 'rows' | 'idOf' | 'selection'>>) {
  const { t } = useTranslation();
  const count = rows.filter((row) => selection.has(idOf(row))).length;
  const all = count > 0 && count === rows.length;
  return (
    <input
      type="checkbox"
      aria-label={t('list.selectAll')}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !all;
      }}
      onChange={() => selection.set(rows, !all)}
    />
  );
}
