import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeContact } from '../../api/contact-commands';
import type { Contact, Customer } from '../../api/types';
import { useFailure } from '../../components/use-failure';
import { ContactForm } from './contact-form';
import { useCustomerCommand } from './use-customer-command';

/** As many as a customer may have. */
const MAX_CONTACTS = 50;

/** The people at a customer: to be called, added, changed, removed. */
export function Contacts({ customer, editable }: { customer: Customer; editable: boolean }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Contact | 'new'>();
  const remove = useRemove(customer);
  return (
    <section className="panel" aria-labelledby="contacts">
      <h2 id="contacts">{t('customer.contacts')}</h2>
      {customer.masked && <p className="warning">{t('customer.masked')}</p>}
      <ul className="contacts">
        {customer.contacts.map((contact) => (
          <li key={contact.id}>
            <ContactFacts contact={contact} masked={customer.masked} />
            {editable && (
              <span className="contact-tools">
                <Button
                  type="link"
                  size="small"
                  aria-label={t('contact.editName', { name: contact.name })}
                  onClick={() => setEdited(contact)}
                >
                  {t('contact.edit')}
                </Button>
                <Button
                  type="link"
                  size="small"
                  disabled={remove.isPending}
                  aria-label={t('contact.removeName', { name: contact.name })}
                  onClick={() => remove.mutate(contact)}
                >
                  {t('contact.remove')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {customer.contacts.length === 0 && <p className="quiet">{t('customer.noContacts')}</p>}
      {editable && customer.contacts.length < MAX_CONTACTS && (
        <Button size="small" onClick={() => setEdited('new')}>
          {t('contact.add')}
        </Button>
      )}
      {edited && (
        <ContactForm
          customer={customer}
          contact={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

function ContactFacts({ contact: { name, title, phone, email }, masked }: { contact: Contact; masked: boolean }) {
  const link = (href: string, text: string) => (masked ? <span>{text}</span> : <a href={href}>{text}</a>);
  return (
    <div>
      <strong>{name}</strong>
      {title && <span className="quiet"> {title}</span>}
      {phone && <div>{link(`tel:${phone}`, phone)}</div>}
      {email && <div>{link(`mailto:${email}`, email)}</div>}
    </div>
  );
}

/** Removes a contact; it can be brought back for a while. */
function useRemove(customer: Customer) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const fail = useFailure();
  const restore = useCustomerCommand(
    customer.id,
    ({ contact, after }: { contact: Contact; after: Customer }) => changeContact(after, { after: contact }),
    () => t('contact.restored'),
  );
  return useCustomerCommand(
    customer.id,
    async (contact: Contact) => {
      const after = await changeContact(customer, { before: contact });
      const content = (
        <>
          {t('contact.removed', { name: contact.name })}{' '}
          <Button type="link" size="small" onClick={() => restore.mutate({ contact, after }, { onError: fail })}>
            {t('app.undo')}
          </Button>
        </>
      );
      void message.info({ content, duration: 8 });
    },
    () => '',
  );
}
