import { useTranslation } from 'react-i18next';
import { Choice } from './choice';

interface Props {
  label: string;
  value: string;
  records: readonly { id: string; displayName: string }[];
  onChange(id: string): void;
}

/**
 * A filter by a record that has a name: an owner, a team. Nothing where there is no choice. What is chosen and not among
 * the records is shown by its id.
 */
export function RecordChoice({ label, value, records, onChange }: Props) {
  const { t } = useTranslation();
  if (records.length < 2 && value === '') return null;
  const missing = value !== '' && !records.some(({ id }) => id === value);
  const offered = missing ? [{ id: value, displayName: value }, ...records] : records;
  return (
    <Choice
      label={label}
      any={t('list.any')}
      value={value}
      options={offered.map(({ id, displayName }) => [id, displayName])}
      onChange={onChange}
    />
  );
}
