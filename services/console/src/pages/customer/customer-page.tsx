import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useOverview } from '../../api/queries';
import { useSession } from '../../app/session';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { useSeenCustomers } from '../../components/use-seen-customers';
import { placeOf } from '../../lib/customer-choices';
import { Cases } from './cases';
import { Checklist } from './checklist';
import { Contacts } from './contacts';
import { CustomerHeader } from './customer-header';
import { Decisions } from './decisions';
import { FollowUpForm } from './follow-up-form';
import { Happened } from './happened';
import { Orders } from './orders';
import { OwnershipHistory } from './ownership-history';
import { Profile } from './profile';
import { Running } from './running';
import { Tasks } from './tasks';
import { WhatIsNext } from './what-is-next';

/** One customer: who, what is running, what comes next, what happened. */
export function CustomerPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { user, isManager, isPartner } = useSession();
  const overview = useOverview(id);
  const seen = overview.data?.customer;
  const isOwn = Boolean(user.rep) && seen?.ownership?.ownerId === user.rep;
  useSeenCustomers(seen && isOwn ? [{ id, name: seen.displayName, place: placeOf(seen) }] : []);
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
  const { customer, obligations, tasks, next, timeline, people } = overview.data;
  const open = obligations.filter(({ state }) => /OPEN|RECYCLING/.test(state));
  const editable = (isOwn || isManager) && !customer.masked;
  return (
    <div className="page customer" key={id}>
      <CustomerHeader customer={customer} people={people} />
      <div className="customer-grid">
        <div className="customer-side">
          <Running obligations={open} people={people} editable={editable} />
          <Checklist customer={customer} people={people} editable={editable} />
          <WhatIsNext steps={next} people={people} />
          <Tasks customer={customer} tasks={tasks} people={people} editable={editable} />
          <Orders customer={customer} editable={editable && !isPartner} />
          {!isPartner && <Cases customerId={id} editable={editable} />}
          <Contacts customer={customer} editable={editable} />
          <OwnershipHistory customerId={id} />
          <Profile customer={customer} editable={editable} />
          {customer.ownership && <Decisions customerId={id} />}
        </div>
        <div className="customer-main">
          {customer.ownership?.ownerId && <FollowUpForm customerId={id} />}
          <Happened customerId={id} first={{ ...timeline, people }} />
        </div>
      </div>
    </div>
  );
}
