import { Button, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeContact } from '../../api/contact-commands';
import type { Contact, Customer } from '../../api/types';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { faultsByField } from '../../lib/problem';
import { useCustomerCommand } from './use-customer-command';

const FIELDS = ['name', 'title', 'phone', 'email'] as const;
const nobody = (): Contact => ({ id: crypto.randomUUID(), name: '', title: '', phone: '', email: '' });
const TYPES: Partial<Record<(typeof FIELDS)[number], string>> = { phone: 'tel', email: 'email' };

interface Props {
  customer: Customer;
  /** None: a new one. */
  contact?: Contact;
  onClose(): void;
}

/** A person at a customer, new or changed. */
export function ContactForm({ customer, contact, onClose }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState(contact ?? nobody);
  const save = useCustomerCommand(
    customer.id,
    () => changeContact(customer, { before: contact, after: values }),
    () => t('edit.saved'),
  );
  // The API names faults by the contact's place in the list.
  const refused = Object.entries(faultsByField(save.error));
  const faultOf = (field: string) => refused.find(([name]) => name.endsWith(`.${field}`))?.[1];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={contact ? t('contact.editName', { name: contact.name }) : t('contact.add')}
      footer={null}
      onCancel={onClose}
    >
      <form className="edit" onSubmit={submit} noValidate>
        {FIELDS.map((field) => (
          <Field key={field} label={t(`contact.${field}`)} fault={faultOf(field)}>
            <input
              className="field"
              type={TYPES[field] ?? 'text'}
              value={values[field]}
              aria-invalid={Boolean(faultOf(field))}
              onChange={({ target }) => setValues({ ...values, [field]: target.value })}
            />
          </Field>
        ))}
        <FormFault error={save.error} />
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={values.name.trim() === ''}>
            {t('edit.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
