import { useTranslation } from 'react-i18next';
import type { People, TimelineEntry } from '../api/types';
import { useSession } from '../app/session';
import { describeActor, describeEntry, toneOf } from '../lib/wording';
import { EntryFiles } from './attachments/entry-files';

/** One thing that happened. */
export function TimelineItem({ entry, people }: { entry: TimelineEntry; people: People }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const wording = { t, people, time };
  return (
    <li className={`entry entry-${toneOf(entry.type)}`}>
      <div className="entry-head">
        <span>{describeEntry(entry, wording)}</span>
        <span className="quiet">
          <time dateTime={entry.time} title={timeWithZone(entry.time)}>
            {time(entry.time)}
          </time>{' '}
          · {describeActor(entry, wording)}
        </span>
      </div>
      {entry.followUp && <p className="entry-content">{entry.followUp.content}</p>}
      {entry.followUp?.nextStep && (
        <p className="entry-content quiet">
          {t('followUp.nextStep')}: {entry.followUp.nextStep}
        </p>
      )}
      <EntryFiles entry={entry} people={people} />
    </li>
  );
}
