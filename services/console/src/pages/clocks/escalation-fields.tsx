import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field';
import { type ClockPolicyDraft, ROLES } from '../../lib/clock-policy-draft';

type Escalations = ClockPolicyDraft['escalations'];

interface Props {
  escalations: Escalations;
  faults: Record<string, string>;
  onChange(escalations: Escalations): void;
}

const MAX = 6;

/** Who is told after the time is up, and when. */
export function EscalationFields({ escalations, faults, onChange }: Props) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<Escalations[number]>) =>
    onChange(escalations.map((each, place) => (place === index ? { ...each, ...part } : each)));
  return (
    <fieldset className="clock-steps">
      <legend>{t('clocks.field.escalations')}</legend>
      {escalations.map(({ hours, role }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
        <fieldset className="edit-fields" key={index} aria-label={t('level.escalation', { number: index + 1 })}>
          <Field label={t('clocks.field.after')} fault={faults[`escalations[${index}].after`]}>
            <input className="field" value={hours} onChange={({ target }) => change(index, { hours: target.value })} />
          </Field>
          <Field label={t('clocks.field.role')} fault={faults[`escalations[${index}].role`]}>
            <select className="field" value={role} onChange={({ target }) => change(index, { role: target.value })}>
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {t(`clocks.role.${each}`)}
                </option>
              ))}
            </select>
          </Field>
          <Button
            size="small"
            aria-label={t('clocks.removeStep', { number: index + 1 })}
            onClick={() => onChange(escalations.filter((_, place) => place !== index))}
          >
            {t('clocks.remove')}
          </Button>
        </fieldset>
      ))}
      {escalations.length < MAX && (
        <Button
          size="small"
          onClick={() =>
            onChange([...escalations, { hours: '', role: ROLES[Math.min(escalations.length, 2)] as string }])
          }
        >
          {t('clocks.addStep')}
        </Button>
      )}
    </fieldset>
  );
}
