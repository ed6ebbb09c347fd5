import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CustomerFilter, useColumn } from '../../api/lists';
import type { Customer, Obligation, People } from '../../api/types';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { nameOf } from '../../lib/wording';
import { Card, type CardActions } from './card';

const PAGE_SIZE = 20;

interface Props extends CardActions {
  stage: string;
  filter: CustomerFilter;
  reps: People;
  clocks?: Map<string, Obligation>;
  /** Whether a card of another column is being dragged. */
  mayDrop: boolean;
  onDrop(stage: string): void;
}

/** The customers of one stage, page by page. */
export function Column({ stage, filter, reps, clocks, mayDrop, onDrop, ...actions }: Props) {
  const { t } = useTranslation();
  const heading = useId();
  const [over, setOver] = useState(false);
  const list = useColumn(filter, PAGE_SIZE);
  const cards = list.data?.pages.flatMap(({ customers }) => customers) ?? [];
  const ownerOf = ({ ownership }: Customer) =>
    ownership?.ownerId ? nameOf(reps, ownership.ownerId) : t('customer.pool');
  const empty = list.isSuccess && cards.length === 0;
  return (
    <section
      className={`column ${empty ? 'column-empty' : ''} ${over && mayDrop ? 'column-over' : ''}`}
      aria-labelledby={heading}
      onDragOver={(event) => {
        if (!mayDrop) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop(stage);
      }}
    >
      <h2 id={heading}>
        {t(`stage.${stage}`)}{' '}
        <span className="count">{list.hasNextPage ? t('day.more', { count: cards.length }) : cards.length}</span>
      </h2>
      {list.isPending && <LoadingRows rows={2} />}
      {list.isError && <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />}
      <ul className="cards">
        {cards.map((card) => (
          <Card key={card.id} card={card} owner={ownerOf(card)} clock={clocks?.get(card.id)} {...actions} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('app.loadMore')}
        </Button>
      )}
    </section>
  );
}
