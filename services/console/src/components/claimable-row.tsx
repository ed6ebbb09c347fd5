import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClaimableLead } from '../api/types';
import { useSession } from '../app/session';
import { formatSpan } from '../lib/time';
import { useNow } from '../lib/use-now';
import { useClaim } from './use-claim';
import { usePoolNames } from './use-pool-names';

/** A lead that waits in the pool. */
export function ClaimableRow({ lead }: { lead: ClaimableLead }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { offersClaim } = usePoolNames();
  const claim = useClaim(lead.leadId, lead.customerName);
  const place = [lead.city, lead.country, lead.city ? '' : lead.region, lead.industry].filter(Boolean).join(', ');
  return (
    <li className="row">
      <div className="row-main">
        <Link className="row-link" to={`/customers/${lead.leadId}`} data-row>
          {lead.customerName || t('pool.unnamed')}
        </Link>
        <span className="row-what">{t(`reason.${lead.reason}`, { defaultValue: lead.reason })}</span>
        <span className="quiet">{place}</span>
      </div>
      <div className="row-side">
        <Waiting since={lead.poolTime ?? lead.since} />
        {lead.barredUntil ? (
          <span className="quiet">{t('day.barredUntil', { time: time(lead.barredUntil) })}</span>
        ) : (
          offersClaim(lead.poolId, lead.teamId) && (
            <Button size="small" type="primary" data-claim loading={claim.isPending} onClick={() => claim.mutate()}>
              {t('day.claim')}
            </Button>
          )
        )}
      </div>
    </li>
  );
}

function Waiting({ since }: { since?: string }) {
  const { t } = useTranslation();
  const now = useNow();
  if (!since) return null;
  const span = formatSpan(Math.max(0, now - Date.parse(since)), (unit) => t(`unit.${unit}`));
  return <span className="clock clock-calm">{t('day.waiting', { span })}</span>;
}
