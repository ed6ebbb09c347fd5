import { useTranslation } from 'react-i18next';
import { useLookup } from '../../api/lookup';
import type { Customer } from '../../api/types';
import { useReach } from '../../app/reach';
import { Field } from '../../components/field';
import { useKnownCustomers } from '../../components/use-visits';
import { customerChoices } from '../../lib/customer-choices';
import { useSettled } from '../../lib/use-settled';

const SETTLE_MS = 200;
const SHOWN = 6;

interface Props {
  /** Empty while no customer was chosen. */
  id: string;
  name: string;
  fault?: string;
  disabled: boolean;
  /** Whether the person may record a visit of a customer that was found. */
  offers(customer: Customer): boolean;
  onChange(patch: { customerId: string; customerName: string }): void;
}

/** Which customer: chosen from those kept on this device or found by the server, or named until it can be chosen. */
export function CustomerField({ id, name, fault, disabled, offers, onChange }: Props) {
  const { t } = useTranslation();
  const online = useReach();
  const known = useKnownCustomers();
  const q = useSettled(name.trim(), SETTLE_MS);
  const asks = online && id === '' && q !== '' && !disabled;
  const found = useLookup(q, SHOWN * 2, asks);
  const hits = asks ? (found.data?.hits ?? []).map(({ customer }) => customer).filter(offers) : [];
  const choices = id === '' && !disabled ? customerChoices(known.data ?? [], hits, name, SHOWN) : [];
  return (
    <div className="visit-customer">
      <Field label={t('visits.customer')} fault={fault}>
        <input
          className="field"
          autoComplete="off"
          maxLength={200}
          readOnly={disabled}
          placeholder={t('visits.customerHint')}
          value={name}
          aria-invalid={Boolean(fault)}
          onChange={({ target }) => onChange({ customerId: '', customerName: target.value })}
        />
      </Field>
      {id !== '' && <p className="quiet visit-chosen">{t('visits.chosen')}</p>}
      {choices.length > 0 && (
        <ul className="visit-choices" aria-label={t('visits.choices')}>
          {choices.map((choice) => (
            <li key={choice.id}>
              <button
                type="button"
                className="visit-choice"
                onClick={() => onChange({ customerId: choice.id, customerName: choice.name })}
              >
                <span>{choice.name}</span>
                <span className="quiet">{choice.place}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {id === '' && name.trim() !== '' && choices.length === 0 && !found.isFetching && (
        <p className="quiet">{t(online ? 'visits.noMatch' : 'visits.noMatchOffline')}</p>
      )}
    </div>
  );
}
