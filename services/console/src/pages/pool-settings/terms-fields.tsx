import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field';
import { useDirectory } from '../../components/use-directory';
import { CLAIMERS, MASKS, NUMBERS, type TermsDraft } from '../../lib/pool-draft';

interface Props {
  title: string;
  terms: TermsDraft;
  /** Where the API tells faults of them. */
  path: string;
  faults: Record<string, string>;
  onChange(terms: TermsDraft): void;
}

/** Terms of a pool, in a form. */
export function TermsFields({ title, terms, path, faults, onChange }: Props) {
  const { t } = useTranslation();
  const { reps } = useDirectory();
  const change = (part: Partial<TermsDraft>) => onChange({ ...terms, ...part });
  const toggled = (list: string[], value: string, on: boolean) =>
    on ? [...list, value] : list.filter((each) => each !== value);
  const fault = (field: string) => faults[`${path}.${field}`];
  const indexed = Object.entries(faults).find(([field]) => field.startsWith(`${path}.claimerRepIds`))?.[1];
  return (
    <fieldset className="panel">
      <legend>{title}</legend>
      <div className="edit-fields">
        {NUMBERS.map((key) => (
          <Field key={key} label={t(`pool.${key}`)} fault={fault(key)}>
            <input
              className="field"
              inputMode="numeric"
              value={terms[key]}
              onChange={({ target }) => change({ [key]: target.value })}
            />
          </Field>
        ))}
        <Field label={t('pool.coolDownDays')} fault={fault('coolDownSeconds')}>
          <input
            className="field"
            inputMode="decimal"
            value={terms.coolDownDays}
            onChange={({ target }) => change({ coolDownDays: target.value })}
          />
        </Field>
        <Field label={t('pool.claimers')} fault={fault('claimers')}>
          <select
            className="field"
            value={terms.claimers}
            onChange={({ target }) => change({ claimers: target.value })}
          >
            {CLAIMERS.map((id) => (
              <option key={id} value={id}>
                {t(`claimers.${id}`)}
              </option>
            ))}
          </select>
        </Field>
        {terms.claimers === 'CLAIMERS_NAMED' && (
          <Field label={t('pool.claimerReps')} fault={indexed}>
            <select
              className="field"
              multiple
              size={Math.min(6, Math.max(2, reps.length))}
              value={terms.claimerRepIds}
              onChange={({ target }) =>
                change({ claimerRepIds: [...target.selectedOptions].map(({ value }) => value) })
              }
            >
              {reps.map(({ id, displayName }) => (
                <option key={id} value={id}>
                  {displayName}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field label={t('pool.requiredSkills')} fault={fault('requiredSkills')}>
          <input
            className="field"
            value={terms.requiredSkills}
            onChange={({ target }) => change({ requiredSkills: target.value })}
          />
        </Field>
      </div>
      <p>
        <label>
          <input
            type="checkbox"
            checked={terms.exemptDraftOrders}
            onChange={({ target }) => change({ exemptDraftOrders: target.checked })}
          />{' '}
          {t('pool.exemptDraftOrders')}
        </label>
      </p>
      <fieldset className="chips">
        <legend>{t('pool.masks')}</legend>
        {MASKS.map((mask) => (
          <label key={mask}>
            <input
              type="checkbox"
              checked={terms.masks.includes(mask)}
              onChange={({ target }) => change({ masks: toggled(terms.masks, mask, target.checked) })}
            />{' '}
            {t(`field.${mask}`)}
          </label>
        ))}
      </fieldset>
    </fieldset>
  );
}
