import '../styles/clocks.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  CLOCK_QUERIES,
  type ClockSubject,
  type MovingClock,
  publishClockSubject,
  useClockPreview,
} from '../api/clocks';
import { sendSurely } from '../api/sure';
import { useSession } from '../app/session';
import { clockName, levelName, nameOf, placeOfClock } from '../lib/wording';
import { type Column, DataTable } from './data-table';
import { FormFault } from './form-fault';
import { LoadingRows } from './loading-rows';
import { ProblemPanel } from './problem-panel';
import { useDirectory } from './use-directory';

interface Props {
  subject: ClockSubject;
  id: string;
  etag: string;
  /** Changed fields. */
  body: object;
  onDone(): void;
  onClose(): void;
}

/** Every running clock that a change would move, before it is decided whether it does. */
export function ClockPreview({ subject, id, etag, body, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [ids] = useState(() => ({ KEEP: crypto.randomUUID() as string, MOVE: crypto.randomUUID() as string }));
  const preview = useClockPreview(subject, id, etag, body);
  const publish = useMutation({
    mutationFn: (how: 'KEEP' | 'MOVE') =>
      sendSurely(
        (requestId) =>
          publishClockSubject(subject, id, { ...body, apply: `RUNNING_CLOCKS_${how}` }, { etag, requestId }),
        ids[how],
      ),
    onSuccess: (_, how) => {
      void message.success(t(how === 'MOVE' ? 'clocks.movesNow' : 'clocks.published'));
      onDone();
    },
    onSettled: () => queries.invalidateQueries(CLOCK_QUERIES),
  });
  if (preview.isPending) return <LoadingRows rows={4} />;
  if (preview.isError) {
    return (
      <>
        <ProblemPanel error={preview.error} onRetry={() => void preview.refetch()} />
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </>
    );
  }
  const [first] = preview.data.pages;
  const clocks = preview.data.pages.flatMap((page) => page.clocks);
  const moving = first?.movingCount ?? 0;
  return (
    <section aria-label={t('clocks.preview')}>
      <h3>{t('clocks.preview')}</h3>
      <p role="status">
        {t('clocks.previewCounts', { running: first?.runningCount ?? 0, moving })}
        {first?.cut ? ` ${t('clocks.previewCut')}` : ''}
      </p>
      {(first?.beyondHolidayCount ?? 0) > 0 && (
        <p className="warning">{t('clocks.previewBeyond', { count: first?.beyondHolidayCount ?? 0 })}</p>
      )}
      {clocks.length > 0 && <MovingTable clocks={clocks} />}
      {preview.hasNextPage && (
        <Button size="small" loading={preview.isFetchingNextPage} onClick={() => void preview.fetchNextPage()}>
          {t('clocks.more')}
        </Button>
      )}
      <FormFault error={publish.error} />
      <div className="form-foot">
        <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate('KEEP')}>
          {t(moving > 0 ? 'clocks.keep' : 'clocks.publish')}
        </Button>
        {moving > 0 && (
          <Button loading={publish.isPending} onClick={() => publish.mutate('MOVE')}>
            {t('clocks.move', { moving })}
          </Button>
        )}
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </section>
  );
}

function MovingTable({ clocks }: { clocks: MovingClock[] }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { repNames: people } = useDirectory();
  const columns: Column<MovingClock>[] = [
    {
      id: 'clock',
      title: t('clocks.clock'),
      cell: ({ obligation: { kind, subject } }) => (
        <Link to={placeOfClock(kind, subject)} data-row>
          {clockName(t, kind)}
        </Link>
      ),
    },
    { id: 'owner', title: t('column.owner'), cell: ({ obligation }) => nameOf(people, obligation.ownerId) },
    {
      id: 'levels',
      title: t('clocks.levels'),
      cell: ({ levels, beyondHolidayData }) => (
        <>
          <ul className="clock-list">
            {levels.map(({ id, dueTime, movedTime }) => (
              <li key={id}>
                {levelName(t, id)}: {dueTime ? time(dueTime) : t('clocks.newLevel')} →{' '}
                {movedTime ? time(movedTime) : t('clocks.noLevel')}
              </li>
            ))}
          </ul>
          {beyondHolidayData && <span className="warning">{t('customer.beyondHolidays')}</span>}
        </>
      ),
    },
  ];
  return (
    <DataTable
      label={t('clocks.preview')}
      columns={columns}
      rows={clocks}
      idOf={({ obligation }) => obligation.id}
      nameOf={({ obligation }) => clockName(t, obligation.kind)}
    />
  );
}
