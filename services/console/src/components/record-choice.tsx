import { useTranslation } from 'react-i18next';
import { Choice } from './choice';

interface Props {
  label: string;
  value: string;
  records: readonly { id: string; displayName: string }[];
  onChange(id: string): void;
}

/** A filter by a record that has a name: an owner, a team. Nothing where there is no choice. */
export function RecordChoice({ label, value, records, onChange }: Props) {
  const { t } = useTranslation();
  if (records.length < 2 && value === '') return null;
  return (
    <Choice
      label={label}
      any={t('list.any')}
      value={value}
      options={records.map(({ id, displayName }) => [id, displayName])}
      onChange={onChange}
    />
  );
}
