import { useTranslation } from 'react-i18next';
import { ExpressionFault } from '../../components/expression-fault';
import { Field } from '../../components/field';
import { CRITERION_NAMES, type CriterionDraft } from '../../lib/playbook-draft';
import { CustomerTypeField } from './customer-type-field';

interface Props {
  criterion: CriterionDraft;
  /** Where it is in the request. */
  at: string;
  faults: Record<string, string>;
  editable: boolean;
  onChange(criterion: CriterionDraft): void;
}

/** A criterion: its words, and the expression that decides. */
export function CriterionFields({ criterion, at, faults, editable, onChange }: Props) {
  const { t } = useTranslation();
  const text = (field: 'id' | 'en' | 'zh', label: string, fault?: string) => (
    <Field label={label} fault={fault}>
      <input
        className="field"
        value={criterion[field]}
        disabled={!editable}
        onChange={({ target }) => onChange({ ...criterion, [field]: target.value })}
      />
    </Field>
  );
  const fault = faults[`${at}.expression`];
  return (
    <>
      {text('en', t('playbook.english'), faults[`${at}.text.en`])}
      {text('zh', t('playbook.chinese'), faults[`${at}.text.zh`])}
      {text('id', t('playbook.id'), faults[`${at}.id`])}
      <Field label={t('rules.expression')}>
        <textarea
          className="field expression"
          rows={2}
          spellCheck={false}
          aria-invalid={fault !== undefined}
          value={criterion.expression}
          disabled={!editable}
          onChange={({ target }) => onChange({ ...criterion, expression: target.value })}
        />
      </Field>
      {fault && <ExpressionFault text={criterion.expression} fault={fault} />}
      {editable && <p className="quiet small whole">{t('rules.names', { names: CRITERION_NAMES.join(', ') })}</p>}
      <CustomerTypeField
        value={criterion.customerType}
        editable={editable}
        onChange={(customerType) => onChange({ ...criterion, customerType })}
      />
    </>
  );
}
