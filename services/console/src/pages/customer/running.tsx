import { useTranslation } from 'react-i18next';
import type { Level, Obligation, People } from '../../api/types';
import { useSession } from '../../app/session';
import { Countdown } from '../../components/countdown';
import { levelName, nameOf } from '../../lib/wording';

/** The clocks that run, with the way they take. */
export function Running({ obligations, people }: { obligations: Obligation[]; people: People }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="running">
      <h2 id="running">{t('customer.running')}</h2>
      {obligations.length === 0 && <p className="quiet">{t('customer.nothingRunning')}</p>}
      {obligations.map((obligation) => (
        <Clock key={obligation.id} obligation={obligation} people={people} />
      ))}
    </section>
  );
}

function Clock({ obligation, people }: { obligation: Obligation; people: People }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const { dueTime, openTime, paused, levels, policyId, policyVersion, calendarId, ownerId, cycle } = obligation;
  return (
    <div className="running">
      <div className="running-head">
        <strong>{t('day.firstContact')}</strong>
        <Countdown dueTime={dueTime} openTime={openTime} paused={paused} />
      </div>
      <p className="quiet">
        {t('day.owner', { name: nameOf(people, ownerId) })} · {t('customer.cycle', { cycle })} ·{' '}
        <span title={timeWithZone(dueTime)}>{t('customer.due', { time: time(dueTime) })}</span>
      </p>
      <ol className="levels">
        {levels.map((level) => (
          <LevelStep key={level.id} level={level} />
        ))}
      </ol>
      {obligation.beyondHolidayData && <p className="warning">{t('customer.beyondHolidays')}</p>}
      <p className="quiet small">
        {t('customer.policy', { policy: policyId, version: policyVersion, calendar: calendarId })}
      </p>
    </div>
  );
}

function LevelStep({ level }: { level: Level }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const done = Boolean(level.recordTime);
  const when = level.recordTime ?? level.dueTime;
  return (
    <li className={done ? 'level level-done' : 'level'}>
      <span>{levelName(t, level.id)}</span>
      <time dateTime={when} title={timeWithZone(when)} className="quiet">
        {t(done ? 'customer.levelDone' : 'customer.levelDue', { time: time(when) })}
      </time>
    </li>
  );
}
