import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/choice';
import { describeFault } from '../../lib/fault-words';
import {
  COMPARISONS,
  type Comparison,
  type Condition,
  FIXED_VALUES,
  LEAD_ATTRIBUTES,
  type LeadAttribute,
  type LeadPart,
  leadText,
  readLead,
} from '../../lib/rule-condition';
import { leadValue } from '../../lib/rule-words';
import { readTags } from '../../lib/tags';
import { ConditionBox } from './condition-box';

interface Props {
  condition: Condition<LeadPart>;
  faults: Record<string, string>;
  onChange(condition: Condition<LeadPart>): void;
}

const NAMES = LEAD_ATTRIBUTES.map((attribute) => `lead.${attribute}`);

/** For which leads a rule is. */
export function LeadCondition({ condition, faults, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <ConditionBox
      legend={t('rules.leads')}
      none={t('rules.allLeads')}
      names={NAMES}
      condition={condition}
      fault={faults.condition}
      textOf={leadText}
      read={readLead}
      fresh={(): LeadPart => ({ attribute: 'country', how: 'is', value: '' })}
      onChange={onChange}
    >
      {(part, index, change) => <LeadPartFields part={part} fault={faults[`condition[${index}]`]} onChange={change} />}
    </ConditionBox>
  );
}

interface PartProps {
  part: LeadPart;
  fault?: string;
  onChange(part: LeadPart): void;
}

function LeadPartFields({ part, fault, onChange }: PartProps) {
  const { t } = useTranslation();
  const { attribute, how } = part;
  const fixed = FIXED_VALUES[attribute];
  const comparisons = COMPARISONS.filter((each) => !fixed || each !== 'begins');
  const turnTo = (next: LeadAttribute) => {
    const same = !fixed && !FIXED_VALUES[next];
    const value = same ? part.value : (FIXED_VALUES[next]?.[0] ?? '');
    onChange({ attribute: next, how: FIXED_VALUES[next] && how === 'begins' ? 'is' : how, value });
  };
  const compare = (next: Comparison) => {
    // Of several fixed values the first one stays.
    const value = fixed && next === 'is' ? (readTags(part.value)[0] ?? '') : part.value;
    onChange({ ...part, how: next, value });
  };
  return (
    <>
      <Choice
        label={t('rules.attribute')}
        value={attribute}
        options={LEAD_ATTRIBUTES.map((each) => [each, t(`leadAttribute.${each}`)])}
        onChange={(next) => turnTo(next as LeadAttribute)}
      />
      <Choice
        label={t('rules.comparison')}
        value={how}
        options={comparisons.map((each) => [each, t(`comparison.${each}`)])}
        onChange={(next) => compare(next as Comparison)}
      />
      {fixed ? (
        <FixedValue part={part} values={fixed} onChange={onChange} />
      ) : (
        <label className="choice condition-value">
          <span>{t(how === 'oneOf' ? 'rules.values' : 'rules.value')}</span>
          <input
            className="field"
            aria-invalid={fault !== undefined}
            value={part.value}
            onChange={({ target }) =>
              onChange({ ...part, value: attribute === 'country' ? target.value.toUpperCase() : target.value })
            }
          />
        </label>
      )}
      {fault && (
        <span className="field-fault" role="alert">
          {describeFault(t, fault)}
        </span>
      )}
    </>
  );
}

function FixedValue({ part, values, onChange }: PartProps & { values: readonly string[] }) {
  const { t } = useTranslation();
  const { attribute, how, value } = part;
  const chosen = readTags(value);
  if (how !== 'oneOf') {
    return (
      <Choice
        label={t('rules.value')}
        value={chosen[0] ?? ''}
        any={chosen.length === 0 ? t('followUp.choose') : undefined}
        options={values.map((each) => [each, leadValue(t, attribute, each)])}
        onChange={(next) => onChange({ ...part, value: next })}
      />
    );
  }
  const put = (each: string, on: boolean) => {
    const next = values.filter((one) => (one === each ? on : chosen.includes(one)));
    onChange({ ...part, value: next.join(', ') });
  };
  return (
    <fieldset className="ticks condition-value">
      <legend>{t('rules.value')}</legend>
      {values.map((each) => (
        <label key={each}>
          <input type="checkbox" checked={chosen.includes(each)} onChange={({ target }) => put(each, target.checked)} />
          {leadValue(t, attribute, each)}
        </label>
      ))}
    </fieldset>
  );
}
