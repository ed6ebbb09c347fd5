import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session';
import { formatSpan, urgencyOf } from '../lib/time';
import { useNow } from '../lib/use-now';

interface Props {
  dueTime: string;
  openTime?: string;
  paused?: boolean;
}

/** A running clock: what is left or how late it is, in words and colour; the exact time on hover. */
export function Countdown({ dueTime, openTime, paused }: Props) {
  const { t } = useTranslation();
  const { timeWithZone } = useSession();
  const now = useNow();
  const span = formatSpan(Date.parse(dueTime) - now, (unit) => t(`unit.${unit}`));
  const urgency = urgencyOf(dueTime, openTime, now);
  return (
    <span className={`clock clock-${urgency}`} title={timeWithZone(dueTime)}>
      {t(urgency === 'overdue' ? 'day.lateBy' : 'day.dueIn', { span })}
      {paused && (
        <span className="paused" title={t('day.pausedHint')}>
          {t('day.paused')}
        </span>
      )}
    </span>
  );
}
