import { useTranslation } from 'react-i18next';
import { Field } from './field';

export interface Evidence {
  evidence: string;
  evidenceLink: string;
}

export const NO_EVIDENCE: Evidence = { evidence: '', evidenceLink: '' };
/** The API takes no shorter words for a case. */
const MIN_CASE = 10;
export const isCase = (text: string): boolean => text.trim().length >= MIN_CASE;

interface Props {
  value: Evidence;
  faults?: Record<string, string>;
  onChange(value: Evidence): void;
}

/** What shows something, and where more of it is. */
export function EvidenceFields({ value, faults = {}, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('registration.evidence')} fault={faults.evidence}>
        <textarea
          className="field"
          rows={3}
          value={value.evidence}
          onChange={({ target }) => onChange({ ...value, evidence: target.value })}
        />
      </Field>
      <Field label={t('registration.evidenceLink')} fault={faults.evidenceLink}>
        <input
          className="field"
          type="url"
          value={value.evidenceLink}
          onChange={({ target }) => onChange({ ...value, evidenceLink: target.value })}
        />
      </Field>
    </>
  );
}
