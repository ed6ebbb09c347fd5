import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePoolLeads, usePools } from '../../api/pools';
import type { ClaimableLead } from '../../api/types';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { ClaimableRow } from '../../components/claimable-row';
import { DaySection } from '../../components/day-section';
import { PageTitle } from '../../components/page-title';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { REASONS } from '../../lib/vocabulary';
import { nameOf } from '../../lib/wording';

/** Leads that nobody owns: why they lie there, since when, and how to take one. */
export function PoolPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [{ pool, reason }, change] = useFilter(['pool', 'reason'] as const);
  const { teamNames } = useDirectory();
  const pools = usePools().data ?? [];
  const leads = usePoolLeads(pool, reason, user.rep ?? '');
  const chosen = pools.find(({ id }) => id === pool);
  useRowKeys(page);
  return (
    <div className="page page-narrow" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.pool')}</PageTitle>
      </div>
      <div className="filters">
        <Choice
          label={t('pool.pool')}
          any={t('list.any')}
          value={pool}
          options={pools.map(({ id, teamId, leadCount }) => [
            id,
            t('pool.option', { team: nameOf(teamNames, teamId), count: leadCount }),
          ])}
          onChange={(next) => change({ pool: next })}
        />
        <Choice
          label={t('pool.reason')}
          any={t('list.any')}
          value={reason}
          options={REASONS.map((id) => [id, t(`reason.${id}`)])}
          onChange={(next) => change({ reason: next })}
        />
        {reason !== '' && leads.hasNextPage && <p className="quiet filter-hint">{t('pool.loadedOnly')}</p>}
      </div>
      <DaySection<ClaimableLead>
        tone="claimable"
        title={chosen ? nameOf(teamNames, chosen.teamId) : t('pool.all')}
        list={leads}
        empty={[t('day.emptyClaimable'), t(reason ? 'list.emptyHint' : 'day.emptyClaimableHint')]}
        row={(lead) => <ClaimableRow key={lead.leadId} lead={lead} />}
      />
    </div>
  );
}
