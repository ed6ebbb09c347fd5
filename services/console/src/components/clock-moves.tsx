import '../styles/clocks.css';
import { useTranslation } from 'react-i18next';
import { useClockMoves } from '../api/clocks';
import { useSession } from '../app/session';

/** How far the moves of running clocks are; nothing while there was none. */
export function ClockMoves() {
  const { t } = useTranslation();
  const { time } = useSession();
  const { data } = useClockMoves();
  if (!data || data.moves.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="clock-moves">
      <h2 id="clock-moves">{t('clocks.moves')}</h2>
      <ul className="clock-list">
        {data.moves.map(({ id, policyId, calendarId, version, state, createTime, endTime, movedCount, ...counts }) => (
          <li key={id}>
            <strong>{policyId || calendarId}</strong> {t('clocks.version', { version })} · {time(createTime)} ·{' '}
            {state === 'CLOCK_MOVE_STATE_RUNNING'
              ? t('clocks.moving', { done: counts.totalCount - counts.remainingCount, total: counts.totalCount })
              : t('clocks.moved', { count: movedCount, time: endTime ? time(endTime) : '' })}
          </li>
        ))}
      </ul>
    </section>
  );
}
