import { Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DayScope, useSection } from '../../api/queries';
import type { ClaimableLead, SectionPage, WorkItem } from '../../api/types';
import { useSession } from '../../app/session';
import { ClaimableRow } from '../../components/claimable-row';
import { DaySection } from '../../components/day-section';
import { PageTitle } from '../../components/page-title';
import { useRowKeys } from '../../components/use-row-keys';
import { useSeenCustomers } from '../../components/use-seen-customers';
import { placeOf } from '../../lib/customer-choices';
import { OwnCases } from './own-cases';
import { WorkRow } from './work-row';

type Pages = { pages: SectionPage<WorkItem>[] } | undefined;

const customersOf = (lists: Pages[]) =>
  lists
    .flatMap((list) => list?.pages.flatMap(({ items }) => items) ?? [])
    .map((item) => ({ id: item.customerId, name: item.customerName, place: placeOf(item) }));

/** What is overdue, due and claimable, live. */
export function MyDay() {
  const { t } = useTranslation();
  const { user, isManager, isPartner } = useSession();
  const [scope, setScope] = useState<DayScope>(user.rep ? 'mine' : 'team');
  const page = useRef<HTMLDivElement>(null);
  useRowKeys(page);
  const overdue = useSection<WorkItem>('overdue', scope);
  const due = useSection<WorkItem>('due', scope);
  useSeenCustomers(scope === 'mine' ? customersOf([overdue.data, due.data]) : []);
  const showOwner = scope === 'team';
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('day.title')}</PageTitle>
        {isManager && user.rep && (
          <Segmented<DayScope>
            aria-label={t('day.scope')}
            value={scope}
            onChange={setScope}
            options={[
              { value: 'mine', label: t('day.mine') },
              { value: 'team', label: t('day.team') },
            ]}
          />
        )}
      </div>
      {user.rep && !isPartner && <OwnCases rep={user.rep} />}
      <div className="day-grid">
        <DaySection<WorkItem>
          tone="overdue"
          title={t('day.overdue')}
          list={overdue}
          empty={[t('day.emptyOverdue'), t('day.emptyOverdueHint')]}
          row={(item, people) => <WorkRow key={item.id} item={item} people={people} showOwner={showOwner} />}
        />
        <DaySection<WorkItem>
          tone="due"
          title={t('day.due')}
          list={due}
          empty={[t('day.emptyDue'), t('day.emptyDueHint')]}
          row={(item, people) => <WorkRow key={item.id} item={item} people={people} showOwner={showOwner} />}
        />
        <DaySection<ClaimableLead>
          tone="claimable"
          title={t('day.claimable')}
          list={useSection<ClaimableLead>('claimable', scope)}
          empty={[t('day.emptyClaimable'), t('day.emptyClaimableHint')]}
          row={(lead) => <ClaimableRow key={lead.leadId} lead={lead} />}
        />
      </div>
      {user.rep && (
        <p className="below">
          <Link to="/candidacies">{t('why.link')}</Link>
        </p>
      )}
    </div>
  );
}
