import { useTranslation } from 'react-i18next';
import type { Figure } from '../../api/dashboard';
import { barLength, formatCount } from '../../lib/count';
import { FigureLink } from './figure-link';

/** One count of a row. */
export interface Part extends Figure {
  /** What is counted, beside the row's name. */
  name?: string;
}

interface Props {
  rows: { id: string; name: string; parts: Part[] }[];
}

const sumOf = (parts: readonly Part[]): bigint => parts.reduce((sum, { count }) => sum + BigInt(count), 0n);

/** Names with their counts, and a bar as long as the counts are large. The bar says nothing that the counts do not. */
export function BarList({ rows }: Props) {
  const { t, i18n } = useTranslation();
  const largest = rows.map(({ parts }) => sumOf(parts)).reduce((most, each) => (each > most ? each : most), 0n);
  const [first] = rows;
  return (
    <div className="bars">
      {first?.parts.some(({ name }) => name) && (
        <p className="bars-head" aria-hidden="true">
          {first.parts.map(({ name }, index) => (
            <span key={name}>
              <span className={`bars-key bars-part-${index}`} />
              {name}
            </span>
          ))}
        </p>
      )}
      <ul>
        {rows.map(({ id, name, parts }) => (
          <li key={id}>
            <span className="bars-name">{name}</span>
            <span className="bars-track" aria-hidden="true">
              {parts.map(
                (part, index) =>
                  part.count !== '0' && (
                    <span
                      key={part.name ?? id}
                      className={`bars-bar bars-part-${index}`}
                      style={{ width: `${barLength(BigInt(part.count), largest)}%` }}
                    />
                  ),
              )}
            </span>
            <span className="bars-counts">
              {parts.map((part) => {
                const count = formatCount(part.count, i18n.language);
                return (
                  <FigureLink
                    key={part.name ?? id}
                    records={part.records}
                    className={part.count === '0' ? 'bars-count bars-none' : 'bars-count'}
                    name={part.name && t('dashboard.count', { row: name, what: part.name, number: count })}
                  >
                    {count}
                  </FigureLink>
                );
              })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
