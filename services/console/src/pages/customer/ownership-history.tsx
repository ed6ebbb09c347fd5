import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOwnership, useOwnershipHistory } from '../../api/pools';
import type { OwnershipStay, People } from '../../api/types';
import { useSession } from '../../app/session';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { usePoolNames } from '../../components/use-pool-names';
import { nameOf } from '../../lib/wording';

const SYSTEM = 'service:';

/** Who had the customer from when to when, how it came to each, and when it goes back unless somebody reaches it. */
export function OwnershipHistory({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const list = useOwnershipHistory(customerId);
  const { recycleTime, protectedUntil } = useOwnership(customerId).data ?? {};
  const pages = list.data?.pages ?? [];
  const people = Object.assign({}, ...pages.map((page) => page.people)) as People;
  const stays = pages.flatMap((page) => page.stays);
  return (
    <section className="panel" aria-labelledby="history">
      <h2 id="history">{t('history.title')}</h2>
      {recycleTime && <p className="warning">{t('history.goesBack', { time: time(recycleTime) })}</p>}
      {protectedUntil && Date.parse(protectedUntil) > Date.now() && (
        <p className="quiet">{t('history.protected', { time: time(protectedUntil) })}</p>
      )}
      {list.isPending && <LoadingRows rows={2} />}
      {list.isError && <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && stays.length === 0 && <p className="quiet">{t('history.none')}</p>}
      <ol className="next">
        {stays.map((stay) => (
          <Stay key={stay.number} stay={stay} people={people} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('app.loadMore')}
        </Button>
      )}
    </section>
  );
}

function Stay({ stay, people }: { stay: OwnershipStay; people: People }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { nameOf: poolNameOf } = usePoolNames();
  const { ownerId, poolId, from, to, came, note, actor } = stay;
  const how = t(`history.came.${came}`, { defaultValue: t(`reason.${came}`, { defaultValue: came }) });
  const byPerson = actor !== '' && !actor.startsWith(SYSTEM);
  return (
    <li>
      <span>{ownerId ? nameOf(people, ownerId) : t('history.inPool', { pool: poolNameOf(poolId) })}</span>
      <span className="quiet">
        {to ? t('history.span', { from: time(from), to: time(to) }) : t('history.since', { from: time(from) })}
        {' · '}
        {how}
        {byPerson && ` · ${t('history.by', { name: nameOf(people, actor) })}`}
      </span>
      {note && <span>{note}</span>}
    </li>
  );
}
