import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field';

const TYPES = ['CUSTOMER_TYPE_ORGANIZATION', 'CUSTOMER_TYPE_PERSON'] as const;

interface Props {
  /** Empty: all. */
  value: string;
  editable: boolean;
  onChange(value: string): void;
}

/** For which customers something is. */
export function CustomerTypeField({ value, editable, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Field label={t('playbook.forCustomers')}>
      <select className="field" value={value} disabled={!editable} onChange={({ target }) => onChange(target.value)}>
        <option value="">{t('playbook.allCustomers')}</option>
        {TYPES.map((type) => (
          <option key={type} value={type}>
            {t(`customerType.${type}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}
