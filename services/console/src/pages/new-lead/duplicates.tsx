import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type LeadKeys, useDuplicates } from '../../api/duplicates';
import type { Duplicate } from '../../api/types';
import { useDirectory } from '../../components/use-directory';
import { useSettled } from '../../lib/use-settled';
import { nameOf } from '../../lib/wording';

const SETTLE_MS = 300;

/** Customers that may be the same, while somebody types a new one: open the existing one instead. */
export function Duplicates({ values: { displayName, country, phone, email } }: { values: LeadKeys }) {
  const { t } = useTranslation();
  const keys = useSettled(JSON.stringify({ displayName, country, phone, email }), SETTLE_MS);
  const found = useDuplicates(JSON.parse(keys) as LeadKeys);
  const duplicates = groupedByCustomer(found.data ?? []);
  if (duplicates.length === 0) return null;
  return (
    <section className="panel duplicates" aria-labelledby="duplicates">
      <h2 id="duplicates">{t('newLead.duplicates')}</h2>
      <ul aria-live="polite">
        {duplicates.map(({ id, of }) => (
          <li key={id}>
            <Same of={of} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Same({ of }: { of: Duplicate[] }) {
  const { t } = useTranslation();
  const { repNames } = useDirectory();
  const customer = of[0]?.customer;
  const fields = of.map(({ field }) => t(`matchKey.${field}`)).join(', ');
  const blocks = of.some(({ action }) => action === 'MATCH_ACTION_BLOCK');
  const owner = customer?.ownership?.ownerId ? nameOf(repNames, customer.ownership.ownerId) : t('customer.pool');
  return (
    <>
      <strong>{customer?.displayName ?? t('newLead.hidden')}</strong>
      <span className="quiet">{t('newLead.same', { fields })}</span>
      {customer && <span className="quiet">{[customer.city, customer.country, owner].filter(Boolean).join(', ')}</span>}
      {blocks && <span className="field-fault">{t('newLead.blocked')}</span>}
      {customer && <Link to={`/customers/${customer.id}`}>{t('newLead.openExisting')}</Link>}
    </>
  );
}

/** One entry for each customer, with every key that it shares. */
function groupedByCustomer(duplicates: Duplicate[]): { id: string; of: Duplicate[] }[] {
  const groups = new Map<string, Duplicate[]>();
  for (const duplicate of duplicates) {
    const id = duplicate.customer?.id ?? `hidden:${duplicate.field}`;
    groups.set(id, [...(groups.get(id) ?? []), duplicate]);
  }
  return [...groups].map(([id, of]) => ({ id, of }));
}
