import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhatIfRep } from '../../api/what-ifs';
import { type Column, DataTable } from '../../components/data-table';
import { useDirectory } from '../../components/use-directory';
import { formatPercent } from '../../lib/count';
import {
  barShare,
  differenceOf,
  largestDifference,
  nextOrder,
  type RepColumn,
  type RepOrder,
  sortReps,
} from '../../lib/what-if';
import { nameOf } from '../../lib/wording';

const STEP = 50;

/** Rep by rep, to be sorted by each column; a bar beside each difference. */
export function RepTable({ reps }: { reps: WhatIfRep[] }) {
  const { t, i18n } = useTranslation();
  const { repNames } = useDirectory();
  const [order, setOrder] = useState<RepOrder>({ column: 'difference', descending: true });
  const [shown, setShown] = useState(STEP);
  const sorted = useMemo(() => sortReps(reps, order, (id) => nameOf(repNames, id)), [reps, order, repNames]);
  const largest = useMemo(() => largestDifference(reps), [reps]);
  const columns: Column<WhatIfRep>[] = [
    { id: 'rep', title: t('whatIf.rep'), cell: ({ repId }) => nameOf(repNames, repId) },
    { id: 'before', title: t('whatIf.before'), numeric: true, cell: ({ leadsBefore }) => leadsBefore },
    { id: 'after', title: t('whatIf.after'), numeric: true, cell: ({ leadsAfter }) => leadsAfter },
    {
      id: 'difference',
      title: t('whatIf.difference'),
      numeric: true,
      cell: (rep) => <Difference value={differenceOf(rep)} largest={largest} />,
    },
    {
      id: 'peak',
      title: t('whatIf.peak'),
      numeric: true,
      cell: ({ peakOpenBefore, peakOpenAfter }) =>
        t('whatIf.beforeAfter', { before: peakOpenBefore, after: peakOpenAfter }),
    },
    { id: 'weight', title: t('whatIf.weight'), numeric: true, cell: ({ capacityWeight }) => capacityWeight },
    {
      id: 'missRate',
      title: t('whatIf.missRate'),
      numeric: true,
      cell: ({ missRate }) => formatPercent(missRate, i18n.language),
    },
  ];
  return (
    <section className="below" aria-labelledby="rep-by-rep">
      <h2 id="rep-by-rep">{t('whatIf.reps')}</h2>
      <DataTable
        label={t('whatIf.reps')}
        columns={columns}
        rows={sorted.slice(0, shown)}
        idOf={({ repId }) => repId}
        nameOf={({ repId }) => nameOf(repNames, repId)}
        sort={{ ...order, onSort: (id) => setOrder(nextOrder(order, id as RepColumn)) }}
      />
      {sorted.length > shown && (
        <p className="center">
          <Button onClick={() => setShown(shown + STEP)}>{t('whatIf.moreReps')}</Button>
        </p>
      )}
    </section>
  );
}

function Difference({ value, largest }: { value: number; largest: number }) {
  const width = `${barShare(value, largest) * 50}%`;
  return (
    <span className="difference">
      <span className="difference-track" aria-hidden="true">
        <span className={value < 0 ? 'difference-less' : 'difference-more'} style={{ width }} />
      </span>
      <span className="difference-value">{value > 0 ? `+${value}` : String(value).replace('-', '−')}</span>
    </span>
  );
}
