import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useOverview } from '../../api/queries';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { CustomerHeader } from './customer-header';
import { FollowUpForm } from './follow-up-form';
import { Happened } from './happened';
import { Profile } from './profile';
import { Running } from './running';
import { WhatIsNext } from './what-is-next';

/** One customer: who, what is running, what comes next, what happened. */
export function CustomerPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const overview = useOverview(id);
  if (overview.isPending) return <LoadingRows rows={8} />;
  if (overview.isError) {
    return (
      <>
        <ProblemPanel error={overview.error} onRetry={() => void overview.refetch()} />
        <p className="center">
          <Link to="/">{t('app.backToDay')}</Link>
        </p>
      </>
    );
  }
  const { customer, obligations, next, timeline, people } = overview.data;
  const open = obligations.filter(({ state }) => /OPEN|RECYCLING/.test(state));
  return (
    <div className="page customer" key={id}>
      <CustomerHeader customer={customer} people={people} />
      <div className="customer-grid">
        <div className="customer-side">
          <Running obligations={open} people={people} />
          <WhatIsNext steps={next} people={people} />
          <Profile customer={customer} />
        </div>
        <div className="customer-main">
          {customer.ownership?.ownerId && <FollowUpForm customerId={id} />}
          <Happened customerId={id} first={timeline} people={people} />
        </div>
      </div>
    </div>
  );
}
