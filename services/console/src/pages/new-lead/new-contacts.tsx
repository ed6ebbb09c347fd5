import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field';
import { type LeadDraft, NO_CONTACT, sentIndex } from '../../lib/lead-draft';

const MAX_CONTACTS = 50;
const FIELDS = Object.keys(NO_CONTACT) as (keyof typeof NO_CONTACT)[];

interface Props {
  draft: LeadDraft;
  faults: Record<string, string>;
  onChange(contacts: LeadDraft['contacts']): void;
}

/** The people at the new customer. */
export function NewContacts({ draft, faults, onChange }: Props) {
  const { t } = useTranslation();
  const { contacts } = draft;
  return (
    <>
      {contacts.map((contact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: contacts that are not saved have nothing but their place.
        <fieldset key={index} className="new-contact">
          <legend>{t('newLead.contact', { number: index + 1 })}</legend>
          <div className="edit-fields">
            {FIELDS.map((field) => (
              <Field
                key={field}
                label={t(`contact.${field}`)}
                fault={faults[`contacts[${sentIndex(draft, index)}].${field}`]}
              >
                <input
                  className="field"
                  value={contact[field]}
                  onChange={({ target }) =>
                    onChange(contacts.map((each, at) => (at === index ? { ...each, [field]: target.value } : each)))
                  }
                />
              </Field>
            ))}
          </div>
          <Button size="small" onClick={() => onChange(contacts.filter((_, at) => at !== index))}>
            {t('newLead.dropContact', { number: index + 1 })}
          </Button>
        </fieldset>
      ))}
      {contacts.length < MAX_CONTACTS && (
        <p>
          <Button size="small" onClick={() => onChange([...contacts, NO_CONTACT])}>
            {t('contact.add')}
          </Button>
        </p>
      )}
    </>
  );
}
