import { useTranslation } from 'react-i18next';
import type { NextStep, People } from '../../api/types';
import { useSession } from '../../app/session';
import { levelName, nameOf } from '../../lib/wording';

/** What will happen unless somebody acts, and what is to be done. */
export function WhatIsNext({ steps, people }: { steps: NextStep[]; people: People }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  return (
    <section className="panel" aria-labelledby="next">
      <h2 id="next">{t('customer.next')}</h2>
      {steps.length === 0 && <p className="quiet">{t('customer.nothingNext')}</p>}
      <ol className="next">
        {steps.map((step) => (
          <li key={step.id}>
            <span>{step.kind === 'level' ? levelName(t, step.title) : step.title}</span>
            <span className="quiet">
              <time dateTime={step.time} title={timeWithZone(step.time)}>
                {time(step.time)}
              </time>
              {step.kind === 'task' && ` · ${t('customer.openTask')} · ${nameOf(people, step.ownerId)}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
