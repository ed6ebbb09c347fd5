import { useTranslation } from 'react-i18next';
import { PROFILE_FIELDS, type ProfileField, wireName } from '../lib/profile-fields';
import type { Values } from '../lib/record-draft';
import { VALUE_LEVELS } from '../lib/vocabulary';
import { Field } from './field';

interface Props {
  values: Values<ProfileField>;
  faultOf(field: ProfileField): string | undefined;
  onChange(field: ProfileField, value: string): void;
}

/** What is known of a customer, as fields of a form. */
export function ProfileFields({ values, faultOf, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="edit-fields">
      {PROFILE_FIELDS.map((field) => (
        <Field key={field} label={t(`field.${wireName(field)}`)} fault={faultOf(field)}>
          {field === 'valueLevel' ? (
            <select
              className="field"
              value={values.valueLevel}
              onChange={({ target }) => onChange(field, target.value)}
            >
              {VALUE_LEVELS.map((level) => (
                <option key={level} value={level}>
                  {t(`valueLevel.${level}`)}
                </option>
              ))}
            </select>
          ) : (
            <input
              className="field"
              value={values[field]}
              aria-invalid={Boolean(faultOf(field))}
              onChange={({ target }) => onChange(field, target.value)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
