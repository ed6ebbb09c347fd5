import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Customer, People } from '../../api/types';
import { useSession } from '../../app/session';
import { PageTitle } from '../../components/page-title';
import { useClaim } from '../../components/use-claim';
import { usePoolNames } from '../../components/use-pool-names';
import { nameOf } from '../../lib/wording';
import { CustomerActions } from './customer-actions';
import { StageSelect } from './stage-select';

/** Name, state, owner, and what can be done. */
export function CustomerHeader({ customer, people }: { customer: Customer; people: People }) {
  const { t } = useTranslation();
  const { user, isManager, time } = useSession();
  const { offersClaim, nameOf: poolNameOf } = usePoolNames();
  const { ownership } = customer;
  const isMine = Boolean(user.rep) && ownership?.ownerId === user.rep;
  const mayAct = isMine || isManager;
  return (
    <header className="customer-head">
      <div className="customer-title">
        <PageTitle>{customer.displayName}</PageTitle>
        <p className="chips">
          <span className={`chip chip-${customer.state}`}>{t(`state.${customer.state}`)}</span>
          <span className="chip">{[customer.city, customer.country].filter(Boolean).join(', ') || '–'}</span>
          {ownership ? (
            <span className="chip">
              {ownership.ownerId
                ? `${t('customer.owner')}: ${nameOf(people, ownership.ownerId)}`
                : `${t('customer.pool')}: ${poolNameOf(ownership.poolId)}`}
            </span>
          ) : (
            <span className="chip">{t('customer.undecided')}</span>
          )}
        </p>
        {customer.lostReason && <p className="quiet">{t('customer.lostBecause', { reason: customer.lostReason })}</p>}
        {customer.lastContactTime && (
          <p className="quiet">{t('customer.lastContact', { time: time(customer.lastContactTime) })}</p>
        )}
      </div>
      <div className="customer-actions">
        {mayAct && customer.state !== 'CUSTOMER_STATE_LOST' && <StageSelect customer={customer} />}
        {ownership?.poolId && offersClaim(ownership.poolId, ownership.teamId) && <ClaimButton customer={customer} />}
        {mayAct && <CustomerActions customer={customer} />}
      </div>
    </header>
  );
}

function ClaimButton({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const claim = useClaim(customer.id, customer.displayName);
  return (
    <Button type="primary" loading={claim.isPending} onClick={() => claim.mutate()}>
      {t('customer.claim')}
    </Button>
  );
}
