import { useTranslation } from 'react-i18next';
import type { Case, CaseClock } from '../../api/cases';
import { useSession } from '../../app/session';
import { Countdown } from '../../components/countdown';
import { clockName, levelName } from '../../lib/wording';

/** The clocks of a case with what is left, and how far each has come. */
export function CaseClocks({ found }: { found: Case }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="clocks">
      <h2 id="clocks">{t('customer.running')}</h2>
      <p className="quiet">{t(`caseLevel.${found.level}`)}</p>
      {found.clocks.length === 0 && <p className="quiet">{t('customer.nothingRunning')}</p>}
      {found.clocks.map((clock) => (
        <Clock key={clock.obligationId} clock={clock} />
      ))}
    </section>
  );
}

function Clock({ clock }: { clock: CaseClock }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const { kind, openTime, dueTime, closeTime, fulfilled, paused, nextLevelId, nextLevelTime, reached } = clock;
  return (
    <div className="running">
      <div className="running-head">
        <strong>{clockName(t, kind)}</strong>
        {closeTime ? (
          <span className="quiet" title={timeWithZone(closeTime)}>
            {t(fulfilled ? 'case.clockDone' : 'case.clockEnded', { time: time(closeTime) })}
          </span>
        ) : (
          <Countdown dueTime={dueTime} openTime={openTime} paused={paused} />
        )}
      </div>
      {reached.length > 0 && (
        <p className="quiet">{t('case.reached', { levels: reached.map((level) => levelName(t, level)).join(', ') })}</p>
      )}
      {!closeTime && nextLevelTime && (
        <p className="quiet" title={timeWithZone(nextLevelTime)}>
          {t('case.nextLevel', { level: levelName(t, nextLevelId), time: time(nextLevelTime) })}
        </p>
      )}
    </div>
  );
}
