import { useTranslation } from 'react-i18next';
import type { ColumnMapping } from '../../api/imports';
import { Field } from '../../components/field';
import { useDirectory } from '../../components/use-directory';
import { isMapped, SHARED_FIELDS, setConstant } from '../../lib/column-mapping';
import { VALUE_LEVELS } from '../../lib/vocabulary';

/** Values that rows get which have none of their own. */
export function SharedValues({
  mapping,
  onChange,
}: {
  mapping: ColumnMapping;
  onChange(mapping: ColumnMapping): void;
}) {
  const { t } = useTranslation();
  const { reps, teams } = useDirectory();
  const named = (rows: { id: string; displayName: string }[]) =>
    rows.map(({ id, displayName }) => [id, displayName] as const);
  const options: Record<string, (readonly [string, string])[]> = {
    owner_id: named(reps),
    team_id: named(teams),
    value_level: VALUE_LEVELS.map((level) => [level, t(`valueLevel.${level}`)]),
    type: ['CUSTOMER_TYPE_ORGANIZATION', 'CUSTOMER_TYPE_PERSON'].map((type) => [type, t(`customerType.${type}`)]),
  };
  const fields = SHARED_FIELDS.filter((field) => !isMapped(mapping, field));
  const given = fields.filter((field) => mapping.constants[field]).length;
  return (
    <details className="shared-values" open={given > 0 || undefined}>
      <summary>{t('import.shared', { count: given })}</summary>
      <div className="edit-fields">
        {fields.map((field) => {
          const value = mapping.constants[field] ?? '';
          const change = (next: string) => onChange(setConstant(mapping, field, next));
          return (
            <Field key={field} label={t(`field.${field}`)}>
              {options[field] ? (
                <select className="field" value={value} onChange={({ target }) => change(target.value)}>
                  <option value="">{t('import.noValue')}</option>
                  {options[field].map(([id, text]) => (
                    <option key={id} value={id}>
                      {text}
                    </option>
                  ))}
                </select>
              ) : (
                <input className="field" value={value} onChange={({ target }) => change(target.value)} />
              )}
            </Field>
          );
        })}
      </div>
    </details>
  );
}
