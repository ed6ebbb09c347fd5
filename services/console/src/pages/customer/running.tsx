import { useTranslation } from 'react-i18next';
import type { Obligation, People } from '../../api/types';
import { useSession } from '../../app/session';
import { ClockLevels } from '../../components/clock-levels';
import { Countdown } from '../../components/countdown';
import { clockName, nameOf } from '../../lib/wording';
import { PauseClock } from './pause-clock';

/** The clocks that run, with the way they take. */
export function Running({
  obligations,
  people,
  editable,
}: {
  obligations: Obligation[];
  people: People;
  editable: boolean;
}) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="running">
      <h2 id="running">{t('customer.running')}</h2>
      {obligations.length === 0 && <p className="quiet">{t('customer.nothingRunning')}</p>}
      {obligations.map((obligation) => (
        <Clock key={obligation.id} obligation={obligation} people={people} editable={editable} />
      ))}
    </section>
  );
}

function Clock({ obligation, people, editable }: { obligation: Obligation; people: People; editable: boolean }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const { kind, dueTime, openTime, paused, levels, policyId, policyVersion, calendarId, ownerId, cycle } = obligation;
  return (
    <div className="running">
      <div className="running-head">
        <strong>{clockName(t, kind)}</strong>
        <Countdown dueTime={dueTime} openTime={openTime} paused={paused} />
      </div>
      <p className="quiet">
        {t('day.owner', { name: nameOf(people, ownerId) })} · {t('customer.cycle', { cycle })} ·{' '}
        <span title={timeWithZone(dueTime)}>{t('customer.due', { time: time(dueTime) })}</span>
      </p>
      <ClockLevels levels={levels} />
      {editable && <PauseClock clock={obligation} />}
      {obligation.beyondHolidayData && <p className="warning">{t('customer.beyondHolidays')}</p>}
      <p className="quiet small">
        {t('customer.policy', { policy: policyId, version: policyVersion, calendar: calendarId })}
      </p>
    </div>
  );
}
