import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePoolLeads } from '../../api/pools';
import type { ClaimableLead } from '../../api/types';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { ClaimableRow } from '../../components/claimable-row';
import { DaySection } from '../../components/day-section';
import { PageTitle } from '../../components/page-title';
import { useFilter } from '../../components/use-filter';
import { usePoolNames } from '../../components/use-pool-names';
import { useRowKeys } from '../../components/use-row-keys';
import { LEVELS } from '../../lib/pool-draft';
import { useSettled } from '../../lib/use-settled';
import { REASONS } from '../../lib/vocabulary';
import { Allowance } from './allowance';

const FILTERS = ['pool', 'reason', 'region', 'industry', 'valueLevel'] as const;

/** Leads that nobody owns: why they lie there, since when, and how to take one. */
export function PoolPage() {
  const { t } = useTranslation();
  const { user, isManager } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [filter, change] = useFilter(FILTERS);
  const { pool, reason, region, industry, valueLevel } = filter;
  const { pools, nameOf } = usePoolNames();
  const typed = useSettled(`${region}\n${industry}`, 300);
  const [settledRegion = '', settledIndustry = ''] = typed.split('\n');
  const leads = usePoolLeads({ ...filter, region: settledRegion, industry: settledIndustry }, user.rep ?? '');
  const chosen = pools.find(({ id }) => id === pool);
  const filtered = [reason, region, industry, valueLevel].some((value) => value !== '');
  useRowKeys(page);
  const text = (key: 'region' | 'industry', value: string) => (
    <label className="choice">
      <span>{t(`list.${key}`)}</span>
      <input
        className="field"
        value={value}
        maxLength={100}
        onChange={({ target }) => change({ [key]: target.value })}
      />
    </label>
  );
  return (
    <div className="page page-narrow" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.pool')}</PageTitle>
        {isManager && <Link to="/pool/settings">{t('pool.settings')}</Link>}
      </div>
      <div className="filters">
        <Choice
          label={t('pool.pool')}
          any={t('list.any')}
          value={pool}
          options={pools.map(({ id, leadCount }) => [id, t('pool.option', { team: nameOf(id), count: leadCount })])}
          onChange={(next) => change({ pool: next, ...(next ? {} : { region: '', industry: '', valueLevel: '' }) })}
        />
        <Choice
          label={t('pool.reason')}
          any={t('list.any')}
          value={reason}
          options={REASONS.map((id) => [id, t(`reason.${id}`)])}
          onChange={(next) => change({ reason: next })}
        />
        {pool !== '' && (
          <>
            {text('region', region)}
            {text('industry', industry)}
            <Choice
              label={t('field.value_level')}
              any={t('list.any')}
              value={valueLevel}
              options={LEVELS.map((level) => [level, t(`valueLevel.${level}`)])}
              onChange={(next) => change({ valueLevel: next })}
            />
          </>
        )}
        {pool === '' && reason !== '' && leads.hasNextPage && (
          <p className="quiet filter-hint">{t('pool.loadedOnly')}</p>
        )}
      </div>
      {chosen?.allowance && <Allowance of={chosen.allowance} />}
      <DaySection<ClaimableLead>
        tone="claimable"
        title={chosen ? nameOf(chosen.id) : t('pool.all')}
        list={leads}
        empty={[t('day.emptyClaimable'), t(filtered ? 'list.emptyHint' : 'day.emptyClaimableHint')]}
        row={(lead) => <ClaimableRow key={lead.leadId} lead={lead} />}
      />
    </div>
  );
}
