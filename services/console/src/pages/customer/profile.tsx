import { useTranslation } from 'react-i18next';
import type { Contact, Customer } from '../../api/types';

/** How to reach the customer, and what is known. */
export function Profile({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const facts: [string, string][] = [
    [t('customer.phone'), customer.phone],
    [t('customer.mail'), customer.email],
    [t('customer.address'), customer.address],
    [t('customer.industry'), customer.industry],
    [t('customer.source'), customer.source],
    [t('customer.tags'), customer.tags.join(', ')],
  ];
  return (
    <section className="panel" aria-labelledby="contacts">
      <h2 id="contacts">{t('customer.contacts')}</h2>
      {customer.masked && <p className="warning">{t('customer.masked')}</p>}
      <ul className="contacts">
        {customer.contacts.map((contact) => (
          <ContactItem key={contact.id} contact={contact} masked={customer.masked} />
        ))}
      </ul>
      {customer.contacts.length === 0 && <p className="quiet">{t('customer.noContacts')}</p>}
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function ContactItem({ contact, masked }: { contact: Contact; masked: boolean }) {
  const link = (href: string, text: string) => (masked ? <span>{text}</span> : <a href={href}>{text}</a>);
  return (
    <li>
      <strong>{contact.name}</strong>
      {contact.title && <span className="quiet"> {contact.title}</span>}
      {contact.phone && <div>{link(`tel:${contact.phone}`, contact.phone)}</div>}
      {contact.email && <div>{link(`mailto:${contact.email}`, contact.email)}</div>}
    </li>
  );
}
