import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Customer, People } from '../../api/types';
import type { Column } from '../../components/data-table';
import { nameOf } from '../../lib/wording';

/** What the cells need besides the customer. */
export interface CellWords {
  t: TFunction;
  reps: People;
  teams: Record<string, string>;
  time(iso: string): string;
}

type Cell = (customer: Customer, words: CellWords) => string;

const place = ({ city, region, country }: Customer) => [city || region, country].filter(Boolean).join(', ');

const CELLS = {
  state: ({ state }, { t }) => t(`state.${state}`),
  stage: ({ stage }, { t }) => t(`stage.${stage}`),
  owner: ({ ownership }, { t, reps }) => {
    if (!ownership) return t('customer.undecidedShort');
    return ownership.ownerId ? nameOf(reps, ownership.ownerId) : t('customer.pool');
  },
  team: ({ ownership }, { teams }) => nameOf(teams, ownership?.teamId),
  place: (customer) => place(customer),
  lastContact: ({ lastContactTime }, { time }) => (lastContactTime ? time(lastContactTime) : ''),
  tags: ({ tags }) => tags.join(', '),
  industry: ({ industry }) => industry,
  source: ({ source }) => source,
  phone: ({ phone }) => phone,
  created: ({ createTime }, { time }) => time(createTime),
  updated: ({ updateTime }, { time }) => time(updateTime),
} satisfies Record<string, Cell>;

export type ColumnId = keyof typeof CELLS;
export const COLUMN_IDS = Object.keys(CELLS) as ColumnId[];
/** Shown until somebody chooses. */
export const FIRST_COLUMNS: ColumnId[] = ['stage', 'state', 'owner', 'place', 'lastContact', 'tags'];

export const isColumnIds = (value: unknown): value is ColumnId[] =>
  Array.isArray(value) && value.every((id) => COLUMN_IDS.includes(id));

/** The name with its link, then the chosen columns in their fixed order. */
export function columnsOf(chosen: readonly ColumnId[], words: CellWords): Column<Customer>[] {
  const { t } = words;
  const name: Column<Customer> = {
    id: 'name',
    title: t('column.name'),
    cell: ({ id, displayName }) => (
      <Link className="row-link" to={`/customers/${id}`} data-row>
        {displayName}
      </Link>
    ),
  };
  const others = COLUMN_IDS.filter((id) => chosen.includes(id)).map((id) => ({
    id,
    title: t(`column.${id}`),
    cell: (customer: Customer) => CELLS[id](customer, words) || '–',
  }));
  return [name, ...others];
}
