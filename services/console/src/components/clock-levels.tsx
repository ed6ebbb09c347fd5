import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Level } from '../api/types';
import { useSession } from '../app/session';
import { levelName, nameOf } from '../lib/wording';
import { useDirectory } from './use-directory';

/** The way of a clock: each level with when it is due or was reached. */
export function ClockLevels({ levels, withRecipients = false }: { levels: Level[]; withRecipients?: boolean }) {
  return (
    <ol className="levels">
      {levels.map((level) => (
        <LevelStep key={level.id} level={level}>
          {withRecipients && <Recipients level={level} />}
        </LevelStep>
      ))}
    </ol>
  );
}

function LevelStep({ level, children }: { level: Level; children: ReactNode }) {
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
      {children}
    </li>
  );
}

function Recipients({ level: { dueTime, recordTime, recipients } }: { level: Level }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { repNames } = useDirectory();
  if (!recordTime) return null;
  return (
    <p className="quiet small level-told">
      {t('customer.due', { time: time(dueTime) })}
      {recipients.length > 0 &&
        ` · ${t('process.told', { people: recipients.map((id) => nameOf(repNames, id)).join(', ') })}`}
    </p>
  );
}
