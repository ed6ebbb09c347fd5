import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/choice';
import { describeFault } from '../../lib/fault-words';
import {
  type Condition,
  isNumeric,
  needsValue,
  REP_KINDS,
  type RepKind,
  type RepPart,
  readRep,
  repText,
} from '../../lib/rule-condition';
import { ConditionBox } from './condition-box';

interface Props {
  condition: Condition<RepPart>;
  faults: Record<string, string>;
  onChange(condition: Condition<RepPart>): void;
}

const NAMES = [
  ...[
    'id',
    'team_id',
    'territories',
    'skills',
    'languages',
    'level',
    'open_leads',
    'given_today',
    'capacity_weight',
  ].map((name) => `rep.${name}`),
  ...['id', 'path', 'calendar_id'].map((name) => `team.${name}`),
  'lead.…',
];

/** Which reps of a rule's teams may get a lead. */
export function RepCondition({ condition, faults, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <ConditionBox
      legend={t('rules.reps')}
      none={t('rules.allReps')}
      names={NAMES}
      condition={condition}
      fault={faults.repCondition}
      textOf={repText}
      read={readRep}
      fresh={(): RepPart => ({ kind: 'skill', value: '' })}
      onChange={onChange}
    >
      {(part, index, change) => (
        <RepPartFields part={part} fault={faults[`repCondition[${index}]`]} onChange={change} />
      )}
    </ConditionBox>
  );
}

interface PartProps {
  part: RepPart;
  fault?: string;
  onChange(part: RepPart): void;
}

function RepPartFields({ part, fault, onChange }: PartProps) {
  const { t } = useTranslation();
  const { kind } = part;
  const turnTo = (next: RepKind) => {
    const same = needsValue(next) && isNumeric(next) === isNumeric(kind);
    onChange({ kind: next, value: same ? part.value : '' });
  };
  return (
    <>
      <Choice
        label={t('rules.asks')}
        value={kind}
        options={REP_KINDS.map((each) => [each, t(`repAsks.${each}`)])}
        onChange={(next) => turnTo(next as RepKind)}
      />
      {needsValue(kind) && (
        <label className="choice condition-value">
          <span>{t('rules.value')}</span>
          <input
            className="field"
            inputMode={isNumeric(kind) ? 'numeric' : undefined}
            aria-invalid={fault !== undefined}
            value={part.value}
            onChange={({ target }) => onChange({ ...part, value: target.value })}
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
