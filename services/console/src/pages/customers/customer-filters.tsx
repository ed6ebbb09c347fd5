import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Rep, Team } from '../../api/types';
import { Choice } from '../../components/choice';
import { ORDERS, STAGES, STATES } from '../../lib/vocabulary';

export const FILTER_KEYS = ['owner', 'team', 'stage', 'state', 'sort'] as const;
export type FilterValues = Record<(typeof FILTER_KEYS)[number], string>;

interface Props {
  values: FilterValues;
  reps: Rep[];
  teams: Team[];
  onChange(change: Partial<FilterValues>): void;
}

/** What the list is narrowed to, and its order. */
export function CustomerFilters({ values, reps, teams, onChange }: Props) {
  const { t } = useTranslation();
  const named = (rows: { id: string; displayName: string }[]) =>
    rows.map(({ id, displayName }) => [id, displayName] as const);
  const worded = (kind: 'stage' | 'state', ids: string[]) => ids.map((id) => [id, t(`${kind}.${id}`)] as const);
  const orders = Object.keys(ORDERS).map((id) => [id, t(`order.${id}`)] as const);
  const narrowed = FILTER_KEYS.some((key) => key !== 'sort' && values[key] !== '');
  return (
    <div className="filters">
      <Choice
        label={t('column.owner')}
        any={t('list.any')}
        value={values.owner}
        options={named(reps)}
        onChange={(owner) => onChange({ owner })}
      />
      {teams.length > 1 && (
        <Choice
          label={t('column.team')}
          any={t('list.any')}
          value={values.team}
          options={named(teams)}
          onChange={(team) => onChange({ team })}
        />
      )}
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
      <Choice
        label={t('list.sort')}
        value={values.sort || 'updated'}
        options={orders}
        onChange={(sort) => onChange({ sort: sort === 'updated' ? '' : sort })}
      />
      {narrowed && (
        <Button type="link" onClick={() => onChange({ owner: '', team: '', stage: '', state: '' })}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}
