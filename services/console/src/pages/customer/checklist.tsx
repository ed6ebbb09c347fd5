import { useTranslation } from 'react-i18next';
import { type CriterionState, type StageGuide, tickItem, useStageGuide } from '../../api/playbook';
import { sendSurely } from '../../api/sure';
import type { Customer, People } from '../../api/types';
import { useSession } from '../../app/session';
import { inLanguage, saysAnything } from '../../lib/stage-words';
import { nameOf } from '../../lib/wording';
import { useCustomerCommand } from './use-customer-command';

/** What the playbook asks for in the customer's stage, ticked off here; nothing where it says nothing. */
export function Checklist({ customer, people, editable }: { customer: Customer; people: People; editable: boolean }) {
  const guide = useStageGuide(customer.id);
  if (!guide.data || !saysAnything(guide.data)) return null;
  return <Items customerId={customer.id} guide={guide.data} people={people} editable={editable} />;
}

interface ItemsProps {
  customerId: string;
  guide: StageGuide;
  people: People;
  editable: boolean;
}

function Items({ customerId, guide, people, editable }: ItemsProps) {
  const { t, i18n } = useTranslation();
  const { time } = useSession();
  const tick = useCustomerCommand(
    customerId,
    ({ id, done }: { id: string; done: boolean }) =>
      sendSurely((requestId) => tickItem(customerId, id, done, requestId)),
    () => '',
  );
  const goingOn = [...guide.exitCriteria, ...(guide.target === guide.stage ? [] : guide.entryCriteria)];
  return (
    <section className="panel" aria-labelledby="checklist">
      <h2 id="checklist">{t('playbook.checklist', { stage: t(`stage.${guide.stage}`) })}</h2>
      <ul className="checklist">
        {guide.items.map(({ item, doneTime, doneBy }) => (
          <li key={item.id}>
            <label>
              <input
                type="checkbox"
                checked={tick.isPending && tick.variables.id === item.id ? tick.variables.done : Boolean(doneTime)}
                disabled={!editable || tick.isPending}
                onChange={({ target }) => tick.mutate({ id: item.id, done: target.checked })}
              />{' '}
              {inLanguage(item.title, i18n.language)}
              {item.required && <span className="quiet small"> · {t('playbook.required')}</span>}
            </label>
            {doneTime && (
              <span className="quiet small">
                {t('playbook.doneBy', { who: nameOf(people, doneBy), time: time(doneTime) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {goingOn.length > 0 && (
        <>
          <h3>{t('playbook.toGoOn', { stage: t(`stage.${guide.target}`) })}</h3>
          <ul className="checklist">
            {goingOn.map((state) => (
              <Criterion key={state.criterion.id} state={state} />
            ))}
          </ul>
        </>
      )}
      {guide.overrides.length > 0 && (
        <details>
          <summary>{t('playbook.overrides', { count: guide.overrides.length })}</summary>
          <ul className="checklist">
            {guide.overrides.map((override) => (
              <li key={override.time}>
                {t('playbook.override', {
                  from: t(`stage.${override.from}`),
                  to: t(`stage.${override.to}`),
                  who: nameOf(people, override.author),
                  time: time(override.time),
                })}
                <q>{override.reason}</q>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Criterion({ state: { criterion, met } }: { state: CriterionState }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={met ? 'met' : undefined}>
      <span aria-hidden="true">{met ? '✓' : '○'}</span> {inLanguage(criterion.text, i18n.language)}{' '}
      <span className="visually-hidden">{t(met ? 'playbook.met' : 'playbook.notMet')}</span>
    </li>
  );
}
