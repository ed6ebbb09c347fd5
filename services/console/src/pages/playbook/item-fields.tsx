import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field';
import type { ItemDraft } from '../../lib/playbook-draft';
import { CustomerTypeField } from './customer-type-field';

interface Props {
  item: ItemDraft;
  /** Where it is in the request. */
  at: string;
  faults: Record<string, string>;
  editable: boolean;
  onChange(item: ItemDraft): void;
}

/** An item of the checklist. */
export function ItemFields({ item, at, faults, editable, onChange }: Props) {
  const { t } = useTranslation();
  const text = (field: 'id' | 'en' | 'zh' | 'taskDays', label: string, fault?: string) => (
    <Field label={label} fault={fault}>
      <input
        className="field"
        value={item[field]}
        disabled={!editable}
        inputMode={field === 'taskDays' ? 'decimal' : undefined}
        onChange={({ target }) => onChange({ ...item, [field]: target.value })}
      />
    </Field>
  );
  return (
    <>
      {text('en', t('playbook.english'), faults[`${at}.title.en`])}
      {text('zh', t('playbook.chinese'), faults[`${at}.title.zh`])}
      {text('id', t('playbook.id'), faults[`${at}.id`])}
      {text('taskDays', t('playbook.taskDays'), faults[`${at}.taskAfter`])}
      <CustomerTypeField
        value={item.customerType}
        editable={editable}
        onChange={(customerType) => onChange({ ...item, customerType })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={item.required}
          disabled={!editable}
          onChange={({ target }) => onChange({ ...item, required: target.checked })}
        />{' '}
        {t('playbook.requiredItem')}
      </label>
    </>
  );
}
