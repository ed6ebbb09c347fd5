import { useTranslation } from 'react-i18next';
import { en } from '../i18n/en';
import type { Draft } from '../lib/draft';
import type { DraftFaults } from '../lib/follow-up-input';
import { Field } from './field';

const METHODS = Object.keys(en.method);
const OUTCOMES = Object.keys(en.outcome);

type Words = Omit<Draft, 'requestId'>;

interface Props {
  draft: Words;
  /** What is wrong with a field, in words. */
  faultOf(field: keyof DraftFaults): string | undefined;
  onChange(part: Partial<Words>): void;
  /** What the field of the time is called. */
  when: string;
  disabled?: boolean;
}

/** How, with which outcome, what was said, when, and what comes next. */
export function FollowUpFields({ draft, faultOf, onChange, when, disabled }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <div className="pair">
        <Field label={t('followUp.method')} fault={faultOf('method')}>
          <select
            className="field"
            disabled={disabled}
            value={draft.method}
            onChange={({ target }) => onChange({ method: target.value })}
          >
            {METHODS.map((method) => (
              <option key={method} value={method}>
                {t(`method.${method}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('followUp.outcome')} fault={faultOf('outcome')}>
          <select
            className="field"
            disabled={disabled}
            value={draft.outcome}
            aria-invalid={Boolean(faultOf('outcome'))}
            onChange={({ target }) => onChange({ outcome: target.value })}
          >
            <option value="">{t('followUp.choose')}</option>
            {OUTCOMES.map((outcome) => (
              <option key={outcome} value={outcome}>
                {t(`outcome.${outcome}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Field label={t('followUp.content')} fault={faultOf('content')}>
        <textarea
          className="field"
          rows={3}
          readOnly={disabled}
          value={draft.content}
          aria-invalid={Boolean(faultOf('content'))}
          onChange={({ target }) => onChange({ content: target.value })}
        />
      </Field>
      <div className="triple">
        <Field label={when} fault={faultOf('occurTime')}>
          <input
            className="field"
            type="datetime-local"
            readOnly={disabled}
            value={draft.occurTime}
            aria-invalid={Boolean(faultOf('occurTime'))}
            onChange={({ target }) => onChange({ occurTime: target.value })}
          />
        </Field>
        <Field label={t('followUp.nextStep')} fault={faultOf('nextStep')}>
          <input
            className="field"
            readOnly={disabled}
            value={draft.nextStep}
            aria-invalid={Boolean(faultOf('nextStep'))}
            onChange={({ target }) => onChange({ nextStep: target.value })}
          />
        </Field>
        <Field label={t('followUp.nextStepDue')} fault={faultOf('nextStepDue')}>
          <input
            className="field"
            type="datetime-local"
            readOnly={disabled}
            value={draft.nextStepDue}
            onChange={({ target }) => onChange({ nextStepDue: target.value })}
          />
        </Field>
      </div>
    </>
  );
}
