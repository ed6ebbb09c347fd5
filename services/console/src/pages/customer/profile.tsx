import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../api/types';
import { Facts } from '../../components/facts';
import { wireName } from '../../lib/profile-fields';
import { EditProfile } from './edit-profile';

const SHOWN = [
  'phone',
  'email',
  'address',
  'region',
  'industry',
  'source',
  'productLine',
  'language',
  'externalRef',
] as const;

/** What is known of the customer. */
export function Profile({ customer, editable }: { customer: Customer; editable: boolean }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const graded = customer.valueLevel !== 'VALUE_LEVEL_UNSPECIFIED';
  const facts: [string, string][] = [
    ...SHOWN.map((field): [string, string] => [t(`field.${wireName(field)}`), customer[field]]),
    [t('field.value_level'), graded ? t(`valueLevel.${customer.valueLevel}`) : ''],
  ];
  return (
    <section className="panel" aria-labelledby="profile">
      <div className="panel-head">
        <h2 id="profile">{t('customer.profile')}</h2>
        {editable && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('edit.open')}
          </Button>
        )}
      </div>
      <Facts facts={facts} />
      {customer.tags.length > 0 && (
        <ul className="chips" aria-label={t('field.tags')}>
          {customer.tags.map((tag) => (
            <li key={tag} className="chip">
              {tag}
            </li>
          ))}
        </ul>
      )}
      {editing && <EditProfile customer={customer} onClose={() => setEditing(false)} />}
    </section>
  );
}
