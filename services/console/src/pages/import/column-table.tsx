import { useTranslation } from 'react-i18next';
import type { ColumnMapping, ImportPreview } from '../../api/imports';
import { fieldOf, IMPORT_FIELDS, mapColumn } from '../../lib/column-mapping';
import { describeFault } from '../../lib/fault-words';
import { shorten } from '../../lib/shorten';

const SHOWN_ROWS = 8;
const SHOWN_CELL = 60;

interface Props {
  preview: ImportPreview;
  mapping: ColumnMapping;
  onChange(mapping: ColumnMapping): void;
}

/** The first rows of the file, and above each column what it is used for. */
export function ColumnTable({ preview: { header, rows }, mapping, onChange }: Props) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard.
    <section className="sheet" tabIndex={0} aria-label={t('import.preview')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('import.row')}</th>
            {header.map((column) => {
              const field = fieldOf(mapping, column);
              return (
                <th key={column} scope="col" className={field === '' ? 'unused' : undefined}>
                  <label>
                    <span>{shorten(column, SHOWN_CELL)}</span>
                    <select
                      className="field"
                      value={field}
                      onChange={({ target }) => onChange(mapColumn(mapping, column, target.value))}
                    >
                      <option value="">{t('import.unused')}</option>
                      {IMPORT_FIELDS.map((each) => (
                        <option key={each} value={each}>
                          {t(`field.${each}`)}
                        </option>
                      ))}
                    </select>
                  </label>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN_ROWS).map(({ number, cells, fault }) => (
            <tr key={number}>
              <th scope="row">{number}</th>
              {fault !== '' ? (
                <td colSpan={header.length} className="field-fault">
                  {describeFault(t, fault)}
                </td>
              ) : (
                header.map((column, index) => (
                  <td key={column} className={fieldOf(mapping, column) === '' ? 'unused' : undefined}>
                    {shorten(cells[index] ?? '', SHOWN_CELL)}
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
