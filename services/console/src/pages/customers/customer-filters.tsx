import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { FACETS, type FacetName, needsLookup } from '../../api/lookup';
import type { Facet, Rep, Team } from '../../api/types';
import { Choice } from '../../components/choice';
import { RecordChoice } from '../../components/record-choice';
import { ORDERS, STAGES, STATES } from '../../lib/vocabulary';
import { SearchWords } from './search-words';

/** The filter that each counted field belongs to. */
const FILTER_OF = { tags: 'tag', region: 'region', industry: 'industry' } as const satisfies Record<FacetName, string>;

export const FILTER_KEYS = ['q', 'owner', 'team', 'stage', 'state', 'tag', 'region', 'industry', 'sort'] as const;
export type FilterValues = Record<(typeof FILTER_KEYS)[number], string>;

interface Props {
  values: FilterValues;
  reps: Rep[];
  teams: Team[];
  /** Tags, regions and industries of what is listed, with how many have each. */
  facets: Facet[];
  onChange(change: Partial<FilterValues>): void;
}

const NOTHING = Object.fromEntries(FILTER_KEYS.filter((key) => key !== 'sort').map((key) => [key, '']));

/** What a field can be narrowed to: the values that are there, and the chosen one even where it is not. */
function countedValues(facets: Facet[], field: string, chosen: string): Facet['values'] {
  const values = facets.find((facet) => facet.field === field)?.values ?? [];
  const missing = chosen !== '' && !values.some(({ value }) => value === chosen);
  return missing ? [{ value: chosen, count: 0 }, ...values] : values;
}

/** What the list is narrowed to, and its order. */
export function CustomerFilters({ values, reps, teams, facets, onChange }: Props) {
  const { t } = useTranslation();
  const worded = (kind: 'stage' | 'state', ids: string[]) => ids.map((id) => [id, t(`${kind}.${id}`)] as const);
  const orders = Object.keys(ORDERS).map((id) => [id, t(`sortedBy.${id}`)] as const);
  const narrowed = FILTER_KEYS.some((key) => key !== 'sort' && values[key] !== '');
  return (
    <div className="filters">
      <SearchWords value={values.q} onChange={(q) => onChange({ q })} />
      <RecordChoice
        label={t('column.owner')}
        value={values.owner}
        records={reps}
        onChange={(owner) => onChange({ owner })}
      />
      <RecordChoice
        label={t('column.team')}
        value={values.team}
        records={teams}
        onChange={(team) => onChange({ team })}
      />
      <Choice
        label={t('column.stage')}
        any={t('list.any')}
        value={values.stage}
        options={worded('stage', STAGES)}
        onChange={(stage) => onChange({ stage })}
      />
      <Choice
        label={t('column.state')}
        any={t('list.any')}
        value={values.state}
        options={worded('state', STATES)}
        onChange={(state) => onChange({ state })}
      />
      {FACETS.map((facet) => {
        const key = FILTER_OF[facet];
        const counted = countedValues(facets, facet, values[key]);
        if (counted.length === 0) return null;
        return (
          <Choice
            key={facet}
            label={t(`list.${key}`)}
            any={t('list.any')}
            value={values[key]}
            options={counted.map(({ value, count }) => [value, t('list.counted', { value, count })])}
            onChange={(value) => onChange({ [key]: value })}
          />
        );
      })}
      {needsLookup(values) ? (
        <p className="quiet filter-hint">{t('list.bestFirst')}</p>
      ) : (
        <Choice
          label={t('list.sort')}
          value={values.sort || 'updated'}
          options={orders}
          onChange={(sort) => onChange({ sort: sort === 'updated' ? '' : sort })}
        />
      )}
      {narrowed && (
        <Button type="link" onClick={() => onChange(NOTHING)}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}
